/** ref-1: a local reference names a contained resource. https://hl7.org/fhir/R4/references.html#contained */
import { isObject } from '@charthouse/fhir-model';
import type { Findings } from '../findings.ts';
import type { ElementRule } from '../structure/element.ts';
import { shown } from '../words.ts';

export const reference: ElementRule = ({ reference: text }, found) => {
  if (typeof text !== 'string') return;
  if (/\s/.test(text)) found.error('value', `A reference has no white space: correct ${shown(text)}.`, 'reference');
  if (!text.startsWith('#') || text === '#') return;
  if (!isContained(text.slice(1), found))
    found.error('invariant', `${text} names no contained resource (ref-1): contain it, or refer to it by its address.`);
};

function isContained(id: string, found: Findings): boolean {
  const root = found.scope.rootResource?.value;
  const contained = isObject(root) ? root.contained : undefined;
  return Array.isArray(contained) && contained.some((resource) => isObject(resource) && resource.id === id);
}
