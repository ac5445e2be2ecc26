/** `_id`: the logical id. https://hl7.org/fhir/R4/search.html#id */

import { withoutEscapes } from '../query/values.ts';
import { valuesOf } from '../query/values-of.ts';
import type { Special } from './special.ts';
import { refuseModifier } from './special.ts';

export const id: Special = (modifier, criterion, context) => {
  if (modifier === 'not')
    return { kind: 'not', of: { kind: 'id', ids: valuesOf(criterion, context).map(withoutEscapes) } };
  refuseModifier(modifier, criterion);
  return { kind: 'id', ids: valuesOf(criterion, context).map(withoutEscapes) };
};
