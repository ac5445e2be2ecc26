/** ref-1: a local reference names a contained resource. https://hl7.org/fhir/R4/references.html#contained */
import { type JsonValue, parseLiteral } from '@charthouse/fhir-model';
import { isResourceType } from '@charthouse/fhir-model/definitions';
import { containedWithId } from '../contained-ids.ts';
import type { Findings } from '../findings.ts';
import type { ElementRule } from '../structure/element.ts';
import { shown } from '../words.ts';

export const reference: ElementRule = ({ reference: text, type }, found) => {
  if (typeof text !== 'string') return;
  checkType(text, type, found);
  if (/\s/.test(text))
    found.propertyError('reference', 'value', `A reference has no white space: correct ${shown(text)}.`);
  if (!text.startsWith('#') || text === '#') return;
  if (!containedWithId(found.scope.rootResource?.value, text.slice(1)))
    found.error('invariant', `${text} names no contained resource (ref-1): contain it, or refer to it by its address.`);
};

/** `type` says again what a relative reference says. https://hl7.org/fhir/R4/references-definitions.html#Reference.type */
function checkType(text: string, type: JsonValue | undefined, found: Findings): void {
  if (typeof type !== 'string' || text.includes(':') || text.startsWith('#')) return;
  const own = parseLiteral(text)?.type;
  const name = type.replace('http://hl7.org/fhir/StructureDefinition/', '');
  if (own !== undefined && isResourceType(own) && own !== name)
    found.error('value', `The type is ${shown(type)}, but the reference is to a ${own}: correct one of them.`, 'type');
}
