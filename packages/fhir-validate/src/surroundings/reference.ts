/** Where a reference leads: to a resource of a type that its text names and its element allows. https://hl7.org/fhir/R4/references.html */
import { isObject, parseLiteral } from '@charthouse/fhir-model';
import { isResourceType } from '@charthouse/fhir-model/definitions';
import { type FhirElement, isOfType } from '@charthouse/fhirpath';
import { findElement } from '../profiles/element-tree.ts';
import type { Place, PlaceCheck } from './place.ts';

export const reference: PlaceCheck = (place, { found, resolve, sameIdentity }) => {
  const { value } = place.element;
  const text = isObject(value) ? value.reference : undefined;
  if (typeof text !== 'string') return;
  const named = text.includes(':') || text.startsWith('#') ? undefined : parseLiteral(text)?.type;
  const target = resolve(text) ?? sameIdentity(text);
  if (!target) return;
  const { name } = target.type;
  if (named !== undefined && isResourceType(named) && named !== name)
    found.error('structure', `${text} names a ${named}, but the resource of that identity is a ${name}: correct it.`);
  else if (named === undefined && !isAllowed(target, place))
    found.error('structure', `${text} is a ${name}, but must be ${targetsAt(place).join(' or ')}.`);
};

function targetsAt({ owner, name }: Place): readonly string[] {
  return findElement([owner.type.name], name)?.element.targets ?? [];
}

function isAllowed({ type }: FhirElement, place: Place): boolean {
  const targets = targetsAt(place);
  return targets.length === 0 || targets.some((target) => isOfType(type, target));
}
