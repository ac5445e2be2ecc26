/** Of many dates after which (or before which) one is to lie, those that decide: `gt2000,gt2001` asks for no more than `gt2000`. */
import type { Prefix } from '../../query/prefix.ts';
import type { InstantRange } from './instant-range.ts';

type Place = readonly [bigint, bigint];

/** For each prefix that goes on without end: what finds all that another finds when neither number is greater. */
const places: { readonly [P in Prefix]?: (range: InstantRange) => Place } = {
  gt: ({ hi }) => [hi, hi],
  sa: ({ hi }) => [hi, hi],
  ge: ({ lo, hi }) => [lo, hi],
  lt: ({ lo }) => [-lo, -lo],
  eb: ({ lo }) => [-lo, -lo],
  le: ({ lo, hi }) => [-lo, -hi],
};

type ReadDate = (value: string) => { readonly prefix: Prefix; readonly range: InstantRange };

/** The values of an OR list without those that another one of them makes needless. */
export function loosestDates(values: readonly string[], read: ReadDate): readonly string[] {
  const kept: string[] = [];
  const endless = new Map<Prefix, { readonly value: string; readonly at: Place }[]>();
  for (const value of values) {
    const { prefix, range } = read(value);
    const at = places[prefix]?.(range);
    if (!at) kept.push(value);
    else if (!endless.get(prefix)?.push({ value, at })) endless.set(prefix, [{ value, at }]);
  }
  for (const alike of endless.values()) {
    let least: bigint | undefined;
    for (const { value, at } of alike.sort((one, other) => order(one.at, other.at))) {
      if (least !== undefined && at[1] >= least) continue;
      least = at[1];
      kept.push(value);
    }
  }
  return kept;
}

function order(one: Place, other: Place): number {
  const difference = one[0] - other[0] || one[1] - other[1];
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
