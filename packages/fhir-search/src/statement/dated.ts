/**
 * Orders by the primary date and by more: what has no date is equal in the first key, though each has an `sd` of its own,
 * and is put in order by the others. Those with a date are read in the order they are kept in; the second of the two parts
 * is only read when the first does not fill the page.
 */
import type { OrderBound } from '../clause.ts';
import { noDate } from '../index-rows.ts';
import type { Cursor } from '../search.ts';
import type { SortKey } from '../sort/sort-key.ts';
import { type Sql, sql } from '../sql.ts';
import { type Candidate, column } from './candidate.ts';

export interface DatedPart {
  readonly bounds: readonly OrderBound[];
  /** The first key of all of the part. */
  readonly value: (candidate: Candidate) => Sql;
}

/** In the order of the page, from the cursor on; none where the first key is another. */
export function datedParts(sort: readonly SortKey[], cursor: Cursor | undefined): readonly DatedPart[] {
  const [first, ...others] = sort;
  if (first?.by !== 'primary') return [];
  const value = ({ row }: Candidate) => column(row, 'sd');
  // Keys of all predicates are read from the place of the cursor on.
  const after: OrderBound[] = cursor ? [{ is: first.descending ? '<=' : '>=', at: BigInt(cursor[0]!) }] : [];
  if (others.length === 0) return [{ bounds: after, value }];
  const isAmongUndated = cursor?.[0] === String(noDate);
  const undated: DatedPart = { bounds: [{ is: '<=', at: noDate }], value: () => sql`${noDate}::int8` };
  const dated: DatedPart = { bounds: [{ is: '>', at: noDate }, ...(isAmongUndated ? [] : after)], value };
  const parts = first.descending ? [dated, undated] : [undated, dated];
  return cursor && isAmongUndated === first.descending ? parts.slice(1) : parts;
}
