/** A search parameter derived from one of the specification has its type and only bases of it. https://hl7.org/fhir/R4/searchparameter-definitions.html#SearchParameter.derivedFrom */
import { searchParameters } from '@charthouse/fhir-model/definitions';
import type { ElementRule } from '../structure/element.ts';

export const searchParameter: ElementRule = ({ derivedFrom, type, base }, found) => {
  if (typeof derivedFrom !== 'string') return;
  const origin = searchParameters.find(({ url }) => url === derivedFrom.split('|')[0]);
  if (!origin) return;
  if (type !== origin.type)
    found.error('business-rule', `The type is ${String(type)}, but ${derivedFrom} is of type ${origin.type}.`);
  if (!Array.isArray(base) || origin.base.includes('Resource') || origin.base.includes('DomainResource')) return;
  for (const own of base)
    if (typeof own === 'string' && !origin.base.includes(own))
      found.error('business-rule', `${derivedFrom} is not for ${own}, only for ${origin.base.join(', ')}.`);
};
