/** `:below` and `:above`: URLs by their beginnings, canonicals with their versions too. https://hl7.org/fhir/R4/search.html#uri */
import { outcomes } from '@charthouse/fhir-model';
import type { Clause } from '../../clause.ts';
import { addStr, type Collected } from '../../extract/collected.ts';
import type { KeyKind } from '../../keys.ts';
import { prefixBounds } from '../../query/prefix-bounds.ts';
import type { ReadingContext } from '../search-type.ts';

/** Characters of a URL that `:below` sees, and those of other texts that are listed. */
export const indexedLength = 600;

/** `sorts`: number of the parameter that sorts by it. */
export function addBelow(out: Collected, h: bigint, { value, sorts = 0 }: { value: string; sorts?: number }): void {
  addStr(out, h, { val: value.slice(0, indexedLength), sorts });
}

/** Undefined without one of the two modifiers. `kind`: of the keys that hold whole values. */
export function partialClause(value: string, kind: KeyKind, context: ReadingContext): Clause | undefined {
  const { parameter, modifier, keys, name } = context;
  if (modifier !== 'below' && modifier !== 'above') return undefined;
  if (value.startsWith('urn:'))
    throw outcomes.badRequest(`${name}: :${modifier} compares the paths of URLs; "${value}" is a URN.`);
  if (modifier === 'below') {
    const h = parameter.parts.map((owner) => keys.of('below', owner));
    return { kind: 'row', any: [{ table: 'str', h, bounds: prefixBounds(value.slice(0, indexedLength)) }] };
  }
  const any = beginnings(value).flatMap((one) => parameter.parts.map((owner) => ({ h: keys.of(kind, owner, one) })));
  return { kind: 'tok', any };
}

/** The URL and all its beginnings that are longer than its scheme. */
function beginnings(value: string): string[] {
  const least = value.indexOf('//') + 3;
  return Array.from({ length: Math.max(1, value.length - least + 1) }, (_, i) => value.slice(0, value.length - i));
}
