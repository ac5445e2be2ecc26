/** What leaves are made of, and versions that wait for theirs, in the order of commits. */
import { randomBytes } from 'node:crypto';
import { sql } from '@charthouse/fhir-search';
import { entryOf, leafHashOf, type Statement } from '@charthouse/ledger';
import type { Within } from '../jobs/kind.ts';
import { versionDigest } from './content.ts';
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

/** Versions behind a place in the outbox, in the order of commits. `known` is no `exists`: that would be answered from a hash of all leaves. */
export function waitingVersions(
  query: Within,
  after: { readonly xid: string; readonly seq: string },
  limit: number,
): Promise<VersionRow[]> {
  return query<VersionRow>(sql`
    select o.xid::text, o.seq::text, o.op::text, o.rid::text, o.tid, t.name as type, o.id, o.ver, s.time::text, s.deleted, s.digest,
      coalesce((select true from ledger_version k where k.rid = o.rid and k.ver = o.ver), false) as known
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

/** The beginnings of the hashes of an inner tree. */
export function marksOf(leafHashes: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(leafHashes.map((one) => one.subarray(0, markLength)));
}

/** As the AuditEvent of the row is named. */
export function accessId(at: bigint, n: bigint): string {
  return `${at.toString(36)}-${n.toString(36)}`;
}

/** A row with the salt that is its own. */
export interface SaltedAccess {
  /** Microseconds since 1970. */
  readonly at: bigint;
  readonly n: bigint;
  readonly content: Uint8Array;
  readonly salt: Uint8Array;
}

/** Of an access row, in the inner tree of its batch. */
export function accessLeafHash({ at, n, content, salt }: SaltedAccess): Uint8Array {
  return leafHashOf({ kind: 'access', id: accessId(at, n), time: at, content }, salt, hash);
}
