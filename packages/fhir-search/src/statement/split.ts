/**
 * Orders whose first key not all have. Those with a value are read in the order that an index keeps; those without follow, in
 * the order of primary dates, and are only read when the others do not fill the page.
 */
import type { OrderBound } from '../clause.ts';
import { noDate } from '../index-rows.ts';
import type { Cursor, SearchQuery } from '../search.ts';
import { type ByCode, type ByRow, type ByTarget, isListed, type SortKey } from '../sort/sort-key.ts';
import { raw, type Sql, sql } from '../sql.ts';
import { lacksCode } from './by-code.ts';
import { type Candidate, column, type Scope } from './candidate.ts';
import { absentValue, isAbsent } from './order.ts';

export interface OrderPart {
  readonly bounds: readonly OrderBound[];
  /** The first key of all of the part; absent: it is read from `list`. */
  readonly value?: (candidate: Candidate) => Sql;
  /** Key of the marked rows that are the list. */
  readonly list?: bigint;
  /** The codes in use, or what is referred to, that are the list. */
  readonly code?: ByCode | ByTarget;
  /** What has a value of this key is not in the part. */
  readonly without?: ByRow | ByCode | ByTarget;
  /** The key `tie` of all of the part. */
  readonly tie: (candidate: Candidate) => Sql;
}

/** One after the other, from the cursor on; each of one or more parts that are merged. None: the order is not split. */
export function orderParts(
  { sort, gather, contained, also }: Pick<SearchQuery, 'sort' | 'gather' | 'contained' | 'also'>,
  cursor: Cursor | undefined,
): readonly (readonly OrderPart[])[] {
  const [first] = sort;
  if (gather || contained || also) return [];
  const isAmongAbsent = first !== undefined && cursor !== undefined && isAbsent(first, cursor[0]!);
  if (first?.by === 'primary') return datedParts(sort, cursor, isAmongAbsent);
  if (!isListed(first) && (first?.by !== 'row' || !first.marked)) return [];
  const valued = isListed(first)
    ? [{ bounds: [], code: first, tie: bySd }]
    : first.h.map((list): OrderPart => ({ bounds: [], list, tie: noTie }));
  const [, tie, ...more] = sort;
  const follows = isAmongAbsent && tie?.by === 'tie' && more.length === 0;
  const absent: OrderPart = {
    bounds: follows ? [{ is: tie.descending ? '<=' : '>=', at: BigInt(cursor[1]!) }] : [],
    value: () => absentValue(first),
    without: first,
    tie: bySd,
  };
  return isAmongAbsent ? [[absent]] : [valued, [absent]];
}

const bySd = ({ row }: Candidate) => column(row, 'sd');
const noTie = () => sql`0::int8`;

function datedParts(
  sort: readonly SortKey[],
  cursor: Cursor | undefined,
  isAmongUndated: boolean,
): readonly (readonly OrderPart[])[] {
  const [first, tie, ...others] = sort;
  // Keys of all predicates are read from the place of the cursor on.
  const after: OrderBound[] = cursor ? [{ is: first!.descending ? '<=' : '>=', at: BigInt(cursor[0]!) }] : [];
  // Alone and descending, `sd` is the order of all: what has no date has the least.
  if (!tie) return [[{ bounds: after, value: bySd, tie: noTie }]];
  const dated: OrderPart = { bounds: [{ is: '>', at: noDate }, ...after], value: bySd, tie: noTie };
  const follows = isAmongUndated && tie.by === 'tie' && others.length === 0;
  const from: OrderBound[] = follows ? [{ is: tie.descending ? '<=' : '>=', at: BigInt(cursor![1]!) }] : [];
  const undated: OrderPart = {
    bounds: [{ is: '<=', at: noDate }, ...from],
    value: () => absentValue(first!),
    tie: bySd,
  };
  return isAmongUndated ? [[undated]] : [[dated], [undated]];
}

/** That it has no value of a key; an empty text is none. */
export function lacksValue(key: ByRow | ByCode | ByTarget, candidate: Candidate, scope: Scope): Sql {
  if (isListed(key)) return lacksCode(key, candidate, scope);
  const { table, h } = key;
  const { row } = candidate;
  const x = raw(scope.alias('x'));
  return sql`not exists (select 1 from ${raw(table)} ${x} where ${x}.rid = ${column(row, 'rid')} and ${x}.h = any(${h}::int8[])${raw(table === 'str' ? ` and ${x.text}.val > ''` : '')})`;
}
