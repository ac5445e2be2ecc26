/** Current versions in the order in which their ids were first written, a bounded piece at a time: for work that goes on after a stop. */
import { sql } from '@charthouse/fhir-search';
import type { Within } from '../jobs/kind.ts';

export interface CurrentPiece {
  readonly resources: readonly { readonly type: string; readonly id: string; readonly body: string }[];
  /** What to go on after; undefined: there is no more. */
  readonly last: string | undefined;
}

export interface CurrentRange {
  /** Of the last piece; absent: from the beginning. */
  readonly after?: string;
  /** As `currentExtent` told it: what is created later is left out. */
  readonly upTo: string;
  /** Only these; empty: all. */
  readonly types: readonly string[];
}

/** How many there are now, and where they end. */
export async function currentExtent(
  query: Within,
  types: readonly string[],
): Promise<{ readonly total: number; readonly upTo: string }> {
  const [row] = await query<{ total: string; up_to: string }>(sql`
    select count(*) as total, coalesce(max(r.rid), 0)::text as up_to from res r join resource_type t using (tid)
    where r.op not in ('D', 'X') and (${types.length === 0} or t.name = any(${types}))`);
  return { total: Number(row!.total), upTo: row!.up_to };
}

const rowsAtOnce = 200;
const charactersAtOnce = 8_000_000;

/** Texts of 8 MB in all or one resource at least. */
export async function currentAfter(query: Within, { after, upTo, types }: CurrentRange): Promise<CurrentPiece> {
  const rows = await query<{ rid: string; type: string; id: string; body: string }>(sql`
    with piece as (
      select r.rid, t.name as type, r.id, r.body, sum(octet_length(r.body)) over (order by r.rid) - octet_length(r.body) as before
      from res r join resource_type t using (tid)
      where r.rid > ${after ?? '0'}::int8 and r.rid <= ${upTo}::int8 and r.op not in ('D', 'X')
        and (${types.length === 0} or t.name = any(${types}))
      order by r.rid limit ${rowsAtOnce})
    select rid::text, type, id, body from piece where before < ${charactersAtOnce} order by piece.rid`);
  return { resources: rows.map(({ type, id, body }) => ({ type, id, body })), last: rows.at(-1)?.rid };
}
