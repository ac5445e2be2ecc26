/** Destructions against the log of accesses: who owns the database can tell the outbox of one, which makes a leaf of it. docs/ledger.md */
import { sql } from '@charthouse/fhir-search';
import type { Within } from '../jobs/kind.ts';

/** Most that are named. */
const most = 20;

/** Sentences about leaves of destruction without a row of who asked for it. Clocks of servers may differ by a minute. */
export async function destructionsUntold(query: Within): Promise<string[]> {
  const rows = await query<{ pos: string; id: string; name: string }>(sql`
    with told as (select t.name || '/' || l.id as name, min(l.at) as at from access_log l join resource_type t on t.tid = l.tid
      where l.action = '$expunge' and l.status < 300 group by 1)
    select d.pos::text, d.id, d.name from (
      select pos, id, at, case when certificate is json object then certificate::jsonb ->> 'destroyed' end as name from ledger_destruction) d
    where not exists (select from told where told.name = d.name and told.at <= d.at + interval '1 minute')
    order by d.pos limit ${most}`);
  return rows.map(
    ({ pos, id, name }) =>
      `Leaf ${pos} tells of the destruction of ${name}, and no access row $expunge says who asked for it: told past the server (certificate ${id}).`,
  );
}

/** Whether somebody expunged what has no leaf of destruction yet: rows are gone, and a moment later it says so. */
export async function isDestroying(query: Within): Promise<boolean> {
  const [row] = await query<{ waits: boolean }>(sql`
    select exists (select from outbox o join outbox_consumer c on c.name = 'ledger'
      where (o.xid, o.seq) > (c.xid, c.seq) and o.op = 'X') as waits`);
  return row?.waits ?? false;
}
