/** Access rows that wait get one leaf, with what finds them again. Their hashes were made when they were written, or are made now. */
import { randomBytes } from 'node:crypto';
import { sql } from '@charthouse/fhir-search';
import { emptyFrontier, extend, rootOf } from '@charthouse/ledger';
import type { Within } from '../jobs/kind.ts';
import { hash } from './cryptography.ts';
import { type Growth, nextPosition } from './growth.ts';
import { hashStoredAccesses } from './hash-stored.ts';
import { marksOf, newLeaf, saltLength } from './leaves.ts';

/** Rows that were written at one time. */
export interface PendingAccesses {
  readonly xid: string;
  readonly seq: string;
  /** 32 bytes for each; null: nobody has made them. */
  readonly hashes: Buffer | null;
}

const hashLength = 32;

/** Answers how many rows got their leaf. Rows that are gone before anybody hashed them have none. */
export async function addAccessesLeaf(query: Within, limit: number, growth: Growth): Promise<number> {
  const taken = await pendingAccesses(query, limit);
  const leafHashes: Uint8Array[] = [];
  for (const pending of taken) {
    const hashes = pending.hashes ?? (await hashStoredAccesses(query, pending));
    for (let at = 0; at < hashes.length; at += hashLength) leafHashes.push(hashes.subarray(at, at + hashLength));
  }
  if (taken.length === 0) return 0;
  const salt = randomBytes(saltLength);
  const [batch] = await query<{ first: string; last: string }>(sql`
    with taken as (
      delete from access_pending p using unnest(${taken.map(({ xid }) => xid)}::xid8[], ${taken.map(({ seq }) => seq)}::int8[])
        with ordinality k (xid, seq, place)
      where p.xid = k.xid and p.seq = k.seq returning k.place, p.first, p.last, p.at, p.n, p.salts)
    insert into ledger_accesses (pos, first, last, salt, at, n, salts, marks)
    select ${nextPosition(growth)}::int8, min(t.first), max(t.last), ${salt}::bytea, array_cat_agg(t.at order by t.place),
      array_cat_agg(t.n order by t.place), array_cat_agg(t.salts order by t.place), ${marksOf(leafHashes)}::bytea
    from taken t having min(t.first) is not null
    returning (extract(epoch from first) * 1000000)::int8::text as first, (extract(epoch from last) * 1000000)::int8::text as last`);
  if (!batch) return 0;
  const root = rootOf(extend(emptyFrontier, leafHashes, hash), hash);
  const [first, last, rows] = [BigInt(batch.first), BigInt(batch.last), BigInt(leafHashes.length)];
  growth.leaves.push(newLeaf({ kind: 'accesses', first, last, rows, root }, salt));
  return leafHashes.length;
}

/** In the order of commits: whole flushes, at least one, of `limit` rows where there are so many. */
function pendingAccesses(query: Within, limit: number): Promise<PendingAccesses[]> {
  return query<PendingAccesses>(sql`
    select p.xid::text, p.seq::text, p.hashes from (
      select w.*, sum(w.rows) over (order by w.xid, w.seq) - w.rows as before
      from (select w.xid, w.seq, w.hashes, coalesce(octet_length(w.hashes) / ${hashLength}::int4, cardinality(w.n)) as rows
        from access_pending w where w.xid < pg_snapshot_xmin(pg_current_snapshot()) order by w.xid, w.seq limit ${limit}) w) p
    where p.before < ${limit} order by p.xid, p.seq`);
}
