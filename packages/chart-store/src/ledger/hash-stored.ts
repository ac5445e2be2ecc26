/** Hashes of access rows that nobody made when they were written: by a server that leaves the ledger to others, or past all servers. */
import { randomBytes } from 'node:crypto';
import { sql } from '@charthouse/fhir-search';
import type { Within } from '../jobs/kind.ts';
import type { PendingAccesses } from './accesses.ts';
import { accessJoins, accessText } from './content.ts';
import { accessLeafHash, saltLength, since2000 } from './leaves.ts';

/** `at` (microseconds since 2000, as PostgreSQL sends it), `n` and digest. */
const slot = 8 + 8 + 32;

/** Keeps the salts beside the rows that are there, and answers their hashes. */
export async function hashStoredAccesses(query: Within, { xid, seq }: PendingAccesses): Promise<Uint8Array> {
  const [found] = await query<{ rows: Buffer | null }>(sql`
    select string_agg(timestamptz_send(l.at) || int8send(l.n) || pg_catalog.sha256(pg_catalog.convert_to(${accessText}, 'UTF8')),
      ''::bytea order by k.place) as rows
    from access_pending a cross join lateral unnest(a.at, a.n) with ordinality k (at, n, place)
    join access_log l on l.at = k.at and l.n = k.n ${accessJoins}
    where a.xid = ${xid}::xid8 and a.seq = ${seq}::int8`);
  const bytes = found?.rows ?? Buffer.alloc(0);
  const rows = Array.from({ length: bytes.length / slot }, (_, i) => {
    const row = bytes.subarray(i * slot, (i + 1) * slot);
    const [at, n] = [row.readBigInt64BE(0) + since2000, row.readBigInt64BE(8)];
    return { at, n, content: row.subarray(16), salt: randomBytes(saltLength) };
  });
  await query(sql`
    update access_pending set first = r.first, last = r.last, at = r.at, n = r.n, salts = ${rows.map(({ salt }) => salt)}::bytea[]
    from (select min(u.at) as first, max(u.at) as last, coalesce(array_agg(u.at order by u.place), '{}') as at,
        coalesce(array_agg(u.n order by u.place), '{}') as n
      from (select 'epoch'::timestamptz + at * interval '1 microsecond' as at, n, place
        from unnest(${rows.map(({ at }) => at)}::int8[], ${rows.map(({ n }) => n)}::int8[]) with ordinality k (at, n, place)) u) r
    where xid = ${xid}::xid8 and seq = ${seq}::int8`);
  return Buffer.concat(rows.map(accessLeafHash));
}
