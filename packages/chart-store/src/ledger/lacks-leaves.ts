/** Whether a resource can be destroyed now without what was recorded going unseen. docs/ledger.md */
import { sql } from '@charthouse/fhir-search';
import type { Within } from '../jobs/kind.ts';

/**
 * Why it cannot: the ledger is `halted` (no leaf would tell of the destruction), or versions of the resource wait for their
 * leaves, a moment, or while the ledger still fills up with what was there before it (`filling`).
 */
export type LeavesLacking = 'halted' | 'filling' | 'waiting';

/** Undefined also where no ledger was ever begun. */
export async function lacksLeaves(
  query: Within,
  { type, id }: { readonly type: string; readonly id: string },
): Promise<LeavesLacking | undefined> {
  const [row] = await query<{ lacks: LeavesLacking | null }>(sql`
    select case when l.origin is null then null when l.halted is not null then 'halted' when exists (
      select from (
        select r.rid, r.ver from res r join resource_type t on t.tid = r.tid where t.name = ${type} and r.id = ${id}
        union all
        select h.rid, h.ver from hist h join resource_type t on t.tid = h.tid where t.name = ${type} and h.id = ${id}) v
      where not exists (select from ledger_version k where k.rid = v.rid and k.ver = v.ver))
      then case when l.filled is null then 'waiting' else 'filling' end end as lacks
    from ledger l`);
  return row?.lacks ?? undefined;
}
