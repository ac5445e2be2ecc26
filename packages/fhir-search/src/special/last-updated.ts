/** `_lastUpdated`: when the current version was written. https://hl7.org/fhir/R4/search.html#lastUpdated */
import type { OrderBound } from '../clause.ts';
import type { Prefix } from '../query/prefix.ts';
import { valuesOf } from '../query/values-of.ts';
import { approximate, readDate } from '../types/date/date.ts';
import type { InstantRange } from '../types/date/instant-range.ts';
import { refuseModifier, type Special } from './special.ts';

export const lastUpdated: Special = (modifier, criterion, context) => {
  refuseModifier(modifier, criterion);
  const any = valuesOf(criterion, context).flatMap((value) => {
    const { prefix, range } = readDate(value, criterion.written);
    return alternatives[prefix](prefix === 'ap' ? approximate(range, context.now) : range);
  });
  return { kind: 'updated', any };
};

const within = ({ lo, hi }: InstantRange): OrderBound[][] => [
  [
    { is: '>=', at: lo },
    { is: '<=', at: hi },
  ],
];

/** The time of a version is a point, which makes `gt` and `sa`, `lt` and `eb` the same. */
const alternatives: Readonly<Record<Prefix, (range: InstantRange) => OrderBound[][]>> = {
  eq: within,
  ap: within,
  ne: ({ lo, hi }) => [[{ is: '<', at: lo }], [{ is: '>', at: hi }]],
  gt: ({ hi }) => [[{ is: '>', at: hi }]],
  sa: ({ hi }) => [[{ is: '>', at: hi }]],
  ge: ({ lo }) => [[{ is: '>=', at: lo }]],
  lt: ({ lo }) => [[{ is: '<', at: lo }]],
  eb: ({ lo }) => [[{ is: '<', at: lo }]],
  le: ({ hi }) => [[{ is: '<=', at: hi }]],
};
