/** What a position of the log is about, in words for whoever reads an audit. */
import { sql } from '@charthouse/fhir-search';
import type { Within } from '../jobs/kind.ts';
import { firstDifference, readBatches } from './audit-accesses.ts';

/** `Patient/1 version 2`; undefined where the ledger does not know either. */
export async function nameOfLeaf(query: Within, position: bigint): Promise<string | undefined> {
  const [row] = await query<{ name: string }>(sql`
    select t.name || '/' || k.id || ' version ' || k.ver as name from ledger_version k join resource_type t on t.tid = k.tid
      where k.pos = ${position}::int8
    union all select 'change of ' || c.subject || ' ' || c.id from ledger_change c where c.pos = ${position}::int8
    union all select 'certificate of destruction ' || d.id from ledger_destruction d where d.pos = ${position}::int8`);
  return row?.name ?? nameOfAccess(query, position);
}

async function nameOfAccess(query: Within, position: bigint): Promise<string | undefined> {
  const [batch] = await readBatches(query, sql`b.pos = ${position}::int8`);
  if (!batch) return undefined;
  const row = firstDifference(batch);
  if (!row) return 'a batch of access rows';
  return `access row AuditEvent/${row.id}, which ${row.gone ? 'is gone' : 'was altered'}`;
}
