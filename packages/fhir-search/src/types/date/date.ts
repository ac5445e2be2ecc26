/** Search type date: the range of the value against the range of the element. https://hl7.org/fhir/R4/search.html#date */
import { outcomes } from '@charthouse/fhir-model';
import type { Bound, Comparison, RowTest } from '../../clause.ts';
import { type Prefix, readPrefix } from '../../query/prefix.ts';
import type { SearchType } from '../search-type.ts';
import { dateKeys, extractDate, widths } from './extract.ts';
import { type InstantRange, instantRange, timestampText } from './instant-range.ts';
import { loosestDates } from './loosest.ts';

export const date: SearchType = {
  extract: extractDate,
  modifiers: [],
  loosest: (values, name) => loosestDates(values, (value) => readDate(value, name)),
  clause: (value, { parameter, keys, now, name }) => {
    const { prefix, range } = readDate(value, name);
    const owners = parameter.parts.map((owner) => dateKeys(keys, owner));
    return {
      kind: 'row',
      any: dateTests(prefix, { range: prefix === 'ap' ? approximate(range, now) : range, keys: owners }),
    };
  },
};

/** @throws OutcomeError 400 when it is no date. */
export function readDate(value: string, name: string): { readonly prefix: Prefix; readonly range: InstantRange } {
  const { prefix, rest } = readPrefix(value);
  const range = instantRange(rest.replace(' ', '+'));
  if (!range)
    throw outcomes.badRequest(
      `${name}: "${rest}" is no date; write YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm:ss with a time zone, after a prefix such as ge.`,
    );
  return { prefix, range };
}

/** Wider on both sides by a tenth of the time between it and now. */
export function approximate({ lo, hi }: InstantRange, now: number): InstantRange {
  const at = BigInt(Math.trunc(now)) * 1000n;
  const gap = at > hi ? at - hi : lo > at ? lo - at : 0n;
  return { lo: lo - gap / 10n, hi: hi + gap / 10n };
}

interface Asked {
  readonly range: InstantRange;
  /** Per parameter that holds rows: its keys by class of width. */
  readonly keys: readonly (readonly bigint[])[];
}

/** Tests on rows [lo, hi]; where only long rows can pass, each class of width is read no further back than its width. */
export function dateTests(prefix: Prefix, { range: { lo: a, hi: b }, keys }: Asked): RowTest[] {
  const all = keys.flat();
  const every = (...bounds: readonly Bound[]): RowTest => ({ table: 'dat', h: all, bounds });
  /** Rows that start up to `latest` and reach `reached`. */
  const reaching = (latest: bigint, reached: bigint, over: readonly Bound[]): RowTest[] =>
    widths.flatMap((width, i) => {
      if (width !== undefined && reached - latest > width) return [];
      const from = width === undefined ? [] : [bound('lo', '>', reached - width)];
      return [
        { table: 'dat', h: keys.map((owner) => owner[i]!), bounds: [...from, bound('lo', '<=', latest), ...over] },
      ];
    });
  switch (prefix) {
    case 'eq':
      return [every(bound('lo', '>=', a), bound('lo', '<=', b), bound('hi', '<=', b))];
    case 'ne':
      return [every(bound('lo', '<', a)), every(bound('lo', '>=', a), bound('hi', '>', b))];
    case 'gt':
      return [every(bound('lo', '>', b)), ...reaching(b, b, [bound('hi', '>', b)])];
    case 'ge':
      return [every(bound('lo', '>=', a)), ...reaching(a - 1n, b, [bound('hi', '>', b)])];
    case 'lt':
      return [every(bound('lo', '<', a))];
    case 'le':
      return [every(bound('lo', '<', a)), every(bound('lo', '>=', a), bound('lo', '<=', b), bound('hi', '<=', b))];
    case 'sa':
      return [every(bound('lo', '>', b))];
    case 'eb':
      return [every(bound('lo', '<', a), bound('hi', '<', a))];
    case 'ap':
      return [every(bound('lo', '>=', a), bound('lo', '<=', b)), ...reaching(a - 1n, a, [bound('hi', '>=', a)])];
  }
}

function bound(column: 'lo' | 'hi', is: Comparison, at: bigint): Bound {
  return { column, is, value: timestampText(at) };
}
