/** `_id`: the logical id. https://hl7.org/fhir/R4/search.html#id */

import { isId } from '@charthouse/fhir-model';
import type { QueryContext } from '../query/context.ts';
import type { Criterion } from '../query/criteria.ts';
import { withoutEscapes } from '../query/values.ts';
import { valuesOf } from '../query/values-of.ts';
import type { Special } from './special.ts';
import { refuseModifier } from './special.ts';

export const id: Special = (modifier, criterion, context) => {
  if (modifier === 'not') return { kind: 'not', of: { kind: 'id', ids: idsOf(criterion, context) } };
  refuseModifier(modifier, criterion);
  return { kind: 'id', ids: idsOf(criterion, context) };
};

function idsOf(criterion: Criterion, context: QueryContext): string[] {
  const ids = valuesOf(criterion, context).map(withoutEscapes);
  for (const one of ids)
    if (!isId(one))
      context.impossible(
        `${criterion.written}: "${one}" is no id; ids have up to 64 letters, digits, "-" and "." and no type before them.`,
      );
  return ids;
}
