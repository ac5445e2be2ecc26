/** Whether versions of a resource still wait for their leaves: destroyed now they would leave none. docs/ledger.md */
import { sql } from '@charthouse/fhir-search';
import type { Within } from '../jobs/kind.ts';

/** False also where nobody can wait for them: the ledger is not begun, is halted, or still fills up with what was there before it. */
export async function lacksLeaves(
  query: Within,
  { type, id }: { readonly type: string; readonly id: string },
): Promise<boolean> {
  const [row] = await query<{ lacks: boolean }>(sql`
    select l.origin is not null and l.halted is null and l.filled is null and exists (
      select from (
        select r.rid, r.ver from res r join resource_type t on t.tid = r.tid where t.name = ${type} and r.id = ${id}
        union all
        select h.rid, h.ver from hist h join resource_type t on t.tid = h.tid where t.name = ${type} and h.id = ${id}) v
      where not exists (select from ledger_version k where k.rid = v.rid and k.ver = v.ver)) as lacks
    from ledger l`);
  return row?.lacks ?? false;
}
