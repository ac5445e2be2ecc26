/** What is stored and has no leaf, although it is not waiting for one: put in past the server. */
import { raw, type Sql, sql } from '@charthouse/fhir-search';
import type { Within } from '../jobs/kind.ts';
import { accessId } from './leaves.ts';

/** Most that are named. */
const most = 20;

/** Versions that a reader of the outbox has before it. */
const waiting: Sql = raw(
  `select o.rid, o.ver from outbox o join outbox_consumer c on c.name = 'ledger' where (o.xid, o.seq) > (c.xid, c.seq)`,
);

/** As `Type/id version n` and `AuditEvent/id`. `held`: how many of the versions that are stored have a leaf. */
export async function straysOf(query: Within, held: number): Promise<string[]> {
  return [...(await strayVersions(query, held)), ...(await strayAccesses(query))];
}

/** First by counting alone: looking for them one by one takes much longer. */
async function strayVersions(query: Within, held: number): Promise<string[]> {
  const [counts] = await query<{ stored: string; filled: string | null }>(sql`
    select ((select count(*) from res) + (select count(*) from hist))::text as stored,
      (select filled::text from ledger) as filled`);
  if (counts!.stored === String(held)) return [];
  const until = counts!.filled === null ? raw('true') : sql`v.rid <= ${counts!.filled}::int8`;
  const stray = sql`${until} and not exists (select from ledger_version k where k.rid = v.rid and k.ver = v.ver)
    and not exists (select from (${waiting}) w where w.rid = v.rid and w.ver = v.ver)`;
  const rows = await query<{ type: string; id: string; ver: number }>(sql`
    select t.name as type, s.id, s.ver from (
      select v.tid, v.id, v.ver from res v where ${stray} union all select v.tid, v.id, v.ver from hist v where ${stray}) s
    join resource_type t on t.tid = s.tid order by 1, 2, 3 limit ${most}`);
  return rows.map(({ type, id, ver }) => `${type}/${id} version ${ver}`);
}

async function strayAccesses(query: Within): Promise<string[]> {
  const [counts] = await query<{ stored: string; held: string }>(sql`
    select (select count(*) from access_log)::text as stored,
      ((select coalesce(sum(cardinality(n)), 0) from ledger_accesses) + (select coalesce(sum(cardinality(n)), 0) from access_pending))::text as held`);
  if (counts!.stored === counts!.held) return [];
  const rows = await query<{ at: string; n: string }>(sql`
    select (extract(epoch from l.at) * 1000000)::int8::text as at, l.n::text from access_log l
    where not exists (select from (
      select u.at, u.n from ledger_accesses b, unnest(b.at, b.n) u (at, n)
      union all select u.at, u.n from access_pending p, unnest(p.at, p.n) u (at, n)) k where k.at = l.at and k.n = l.n)
    order by 1 limit ${most}`);
  return rows.map(({ at, n }) => `AuditEvent/${accessId(BigInt(at), BigInt(n))}`);
}
