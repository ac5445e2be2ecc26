/** What waits for its leaf, in the order of commits, as statements; each goes with the row that finds its data again. */
import { randomBytes } from 'node:crypto';
import { sql } from '@charthouse/fhir-search';
import { accessBatch, entryOf, type Statement } from '@charthouse/ledger';
import type { Within } from '../jobs/kind.ts';
import { accessJoins, accessText, versionDigest } from './content.ts';
import { hash } from './cryptography.ts';

/** A leaf that has no place yet. */
export interface NewLeaf {
  readonly entry: Uint8Array;
  readonly salt: Uint8Array;
}

export const saltLength = 16;
export const markLength = 4;
/** Microseconds from 1970 to 2000, where PostgreSQL begins to count. */
export const since2000 = 946_684_800_000_000n;

export function newLeaf(statement: Statement, salt: Uint8Array = randomBytes(saltLength)): NewLeaf {
  return { entry: entryOf(statement, salt, hash), salt };
}

export interface VersionRow {
  readonly xid: string;
  readonly seq: string;
  readonly op: string;
  readonly rid: string;
  readonly tid: number;
  readonly type: string;
  readonly id: string;
  readonly ver: number;
  /** Microseconds since 1970; null: the version is not stored any more. */
  readonly time: string | null;
  readonly deleted: boolean;
  readonly digest: Uint8Array;
  /** It has a leaf. */
  readonly known: boolean;
}

/** Versions behind a place in the outbox, in the order of commits. */
export function waitingVersions(
  query: Within,
  after: { readonly xid: string; readonly seq: string },
  limit: number,
): Promise<VersionRow[]> {
  return query<VersionRow>(sql`
    select o.xid::text, o.seq::text, o.op::text, o.rid::text, o.tid, t.name as type, o.id, o.ver, s.time::text, s.deleted, s.digest,
      exists (select from ledger_version k where k.rid = o.rid and k.ver = o.ver) as known
    from (select * from outbox b
      where (b.xid, b.seq) > (${after.xid}::xid8, ${after.seq}::int8) and b.xid < pg_snapshot_xmin(pg_current_snapshot())
      order by b.xid, b.seq limit ${limit}) o
    join resource_type t on t.tid = o.tid
    left join lateral (
      select (extract(epoch from v.lu) * 1000000)::int8 as time, v.op = 'D' as deleted, ${versionDigest} as digest
        from res v where v.rid = o.rid and v.ver = o.ver
      union all
      select (extract(epoch from v.lu) * 1000000)::int8, v.op = 'D', ${versionDigest}
        from hist v where v.tid = o.tid and v.id = o.id and v.ver = o.ver
      limit 1) s on true
    order by o.xid, o.seq`);
}

export function versionLeaf({ type, id, ver, time, deleted, digest }: VersionRow): NewLeaf {
  return newLeaf({ kind: 'version', type, id, version: BigInt(ver), time: BigInt(time!), deleted, content: digest });
}

export interface AccessRows {
  /** Position of the pending rows that it takes. */
  readonly taken: readonly { readonly xid: string; readonly seq: string }[];
  /** `at` (microseconds since 2000, as PostgreSQL sends it) and `n` of each, as 16 bytes. */
  readonly keys: Uint8Array;
  readonly digests: Uint8Array;
}

/** A number of access rows that no leaf holds yet: whole flushes, at least one, of `limit` rows where there are so many. */
export async function waitingAccesses(query: Within, limit: number): Promise<AccessRows | undefined> {
  const pending = await query<{ xid: string; seq: string }>(sql`
    select xid::text, seq::text from (
      select p.xid, p.seq, sum(cardinality(p.n)) over (order by p.xid, p.seq) - cardinality(p.n) as before
      from (select * from access_pending w where w.xid < pg_snapshot_xmin(pg_current_snapshot())
        order by w.xid, w.seq limit ${limit}) p) p
    where before < ${limit} order by p.xid, p.seq`);
  if (pending.length === 0) return undefined;
  const [row] = await query<{ keys: Uint8Array | null; digests: Uint8Array | null }>(sql`
    select string_agg(timestamptz_send(l.at) || int8send(l.n), ''::bytea order by k.place, k.inner_place) as keys,
      string_agg(pg_catalog.sha256(pg_catalog.convert_to(${accessText}, 'UTF8')), ''::bytea order by k.place, k.inner_place) as digests
    from unnest(${pending.map(({ xid }) => xid)}::xid8[], ${pending.map(({ seq }) => seq)}::int8[]) with ordinality g (xid, seq, place)
    join access_pending a on a.xid = g.xid and a.seq = g.seq
    cross join lateral unnest(a.at, a.n) with ordinality u (at, n, inner_place)
    cross join lateral (select u.at, u.n, g.place, u.inner_place) k
    join access_log l on l.at = k.at and l.n = k.n ${accessJoins}`);
  return { taken: pending, keys: row?.keys ?? new Uint8Array(), digests: row?.digests ?? new Uint8Array() };
}

/** The batch as a leaf, with what finds its rows again. */
export function accessesLeaf({ keys, digests }: AccessRows) {
  const view = new DataView(keys.buffer, keys.byteOffset, keys.byteLength);
  const salts = randomBytes((keys.length / 16) * saltLength);
  const rows = Array.from({ length: keys.length / 16 }, (_, i) => {
    const [at, n] = [view.getBigInt64(i * 16) + since2000, view.getBigInt64(i * 16 + 8)];
    return {
      at,
      n,
      id: accessId(at, n),
      time: at,
      content: digests.subarray(i * 32, (i + 1) * 32),
      salt: salts.subarray(i * saltLength, (i + 1) * saltLength),
    };
  });
  const { statement, leafHashes } = accessBatch(rows, hash);
  return { ...newLeaf(statement), rows, salts, marks: marksOf(leafHashes) };
}

/** The beginnings of the hashes of an inner tree. */
export function marksOf(leafHashes: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(leafHashes.map((one) => one.subarray(0, markLength)));
}

/** As the AuditEvent of the row is named. */
export function accessId(at: bigint, n: bigint): string {
  return `${at.toString(36)}-${n.toString(36)}`;
}
