/** What a search by the primary date tells of `sd`, the order that keys are kept in: pages and counts read only that stretch. */
import type { OrderBound } from '../clause.ts';
import { primaryDateOf } from '../extract/primary-date.ts';
import type { Parameter } from '../parameters/parameter.ts';
import { approximate, readDate } from '../types/date/date.ts';
import type { InstantRange } from '../types/date/instant-range.ts';
import type { QueryContext } from './context.ts';
import type { Prefix } from './prefix.ts';

interface Asked {
  readonly name: string;
  readonly value: string;
  readonly types: readonly string[] | undefined;
}

export interface Ordered {
  readonly bounds: readonly OrderBound[];
  /** What lies within the bounds mostly matches: keys are read there in order, and the dates are a filter. */
  readonly settled: boolean;
}

/** Bounds that every match keeps; undefined when the parameter is not the primary date of the one type searched. */
export function orderOf({ name, value, types }: Asked, context: QueryContext): Ordered | undefined {
  const [type, ...more] = types ?? [];
  if (type === undefined || more.length > 0 || value.includes(',')) return undefined;
  const parameters = context.registry.of(type);
  const [primary, ...others] = parameters.get(primaryDateOf(type))?.parts ?? [];
  if (primary?.definition.type !== 'date' || others.length > 0 || parameters.get(name)?.parts[0] !== primary)
    return undefined;
  const { prefix, range } = readDate(value, name);
  const bounds = boundsOf(prefix, prefix === 'ap' ? approximate(range, context.now) : range, primary);
  const both = new Set(bounds.map(({ is }) => is[0])).size === 2;
  return bounds.length > 0 ? { bounds, settled: both || settling.has(prefix) } : undefined;
}

/** Prefixes whose one bound is all they ask, but for few. */
const settling: ReadonlySet<Prefix> = new Set(['lt', 'le', 'eb', 'sa', 'ge', 'gt']);

/** Longest that one date lasts: a leap year. */
const longestDate = 366n * 86_400_000_000n;

/** `sd` is the start of the first value. With one value at most it is the start of all; a date, unlike a period, soon ends. */
function boundsOf(prefix: Prefix, { lo: a, hi: b }: InstantRange, { paths }: Parameter): OrderBound[] {
  const single = paths.every((path) => !path.many && path.element === paths[0]!.element);
  const short = single && !paths.some((path) => path.type === 'Period' || path.type === 'Timing');
  const upTo = (is: '<' | '<=', at: bigint): OrderBound => ({ is, at });
  const from = (is: '>' | '>=', at: bigint): OrderBound => ({ is, at });
  switch (prefix) {
    case 'lt':
    case 'eb':
      return [upTo('<', a)];
    case 'le':
      return [upTo('<=', b)];
    case 'eq':
      return [upTo('<=', b), ...(single ? [from('>=', a)] : [])];
    case 'ap':
      return [upTo('<=', b), ...(short ? [from('>', a - longestDate)] : [])];
    case 'sa':
      return single ? [from('>', b)] : [];
    case 'gt':
      return short ? [from('>', b - longestDate)] : [];
    case 'ge':
      return short ? [from('>=', a < b - longestDate ? a : b - longestDate)] : [];
    case 'ne':
      return [];
  }
}
