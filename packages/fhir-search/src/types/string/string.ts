/** Search type string: starts with, without case and accents. https://hl7.org/fhir/R4/search.html#string */
import type { Clause } from '../../clause.ts';
import { prefixBounds } from '../../query/prefix-bounds.ts';
import { withoutEscapes } from '../../query/values.ts';
import type { SearchType } from '../search-type.ts';
import { extractString } from './extract.ts';
import { normalise } from './normalise.ts';

export const string: SearchType = {
  extract: extractString,
  modifiers: ['exact', 'contains'],
  clause: (text, { parameter, modifier, keys }): Clause => {
    const value = withoutEscapes(text);
    const owners = parameter.parts;
    if (modifier === 'exact')
      return { kind: 'tok', any: owners.map((owner) => ({ h: keys.of('exact', owner, value) })) };
    const h = owners.map((owner) => keys.of('string', owner));
    const wanted = normalise(value);
    const bounds =
      modifier === 'contains'
        ? ([{ column: 'val', is: 'like', value: `%${escapeLike(wanted)}%` }] as const)
        : prefixBounds(wanted);
    return { kind: 'row', any: [{ table: 'str', h, bounds }] };
  },
};

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
