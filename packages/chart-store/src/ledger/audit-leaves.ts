/** What the record gives now for a stretch of the log: the entry of each position, made again from salt and stored bytes. */
import { raw, type Sql, sql } from '@charthouse/fhir-search';
import { entryLength, entryOf, type Statement } from '@charthouse/ledger';
import type { Within } from '../jobs/kind.ts';
import { type Batch, batchStatement, readBatches } from './audit-accesses.ts';
import { type ChangeRow, changeColumns, changeStatement } from './changes.ts';
import { versionDigest } from './content.ts';
import { hash, sha256 } from './cryptography.ts';

/** Positions `from` up to, not including, `to`. */
export interface Stretch {
  readonly from: bigint;
  readonly to: bigint;
}

const hashLength = 32;

/**
 * Made by the database, since the bodies are many: `pos` and entry of each version that is there. `k`: ledger_version, `v`: the
 * stored version, `t`: its type. The same bytes as the package `ledger` makes, docs/ledger.md.
 */
const versionEntry: Sql =
  raw(`int8send(k.pos) || '\\x0101'::bytea || pg_catalog.sha256('charthouse-leaf1'::bytea || k.salt || '\\x01'::bytea
  || int4send(octet_length(t.name)) || convert_to(t.name, 'UTF8') || int4send(octet_length(v.id)) || convert_to(v.id, 'UTF8')
  || int8send(v.ver::int8) || int8send((extract(epoch from v.lu) * 1000000)::int8)
  || case when v.op = 'D' then '\\x01'::bytea else '\\x00'::bytea end || ${versionDigest.text})`);

/** By the distance from the beginning; undefined where nothing is stored any more. All is asked for at once. */
export async function recordedEntries(query: Within, stretch: Stretch): Promise<(Uint8Array | undefined)[]> {
  const recorded = new Array<Uint8Array | undefined>(Number(stretch.to - stretch.from)).fill(undefined);
  const put = (pos: bigint, entry: Uint8Array) => {
    recorded[Number(pos - stretch.from)] = entry;
  };
  const others = [accesses(query, stretch), changes(query, stretch), destructions(query, stretch)];
  const [, ...found] = await Promise.all([putVersions(query, stretch, put), ...others]);
  for (const { pos, salt, statement } of found.flat()) put(pos, entryOf(statement, salt, hash));
  return recorded;
}

interface Recorded {
  readonly pos: bigint;
  readonly salt: Uint8Array;
  readonly statement: Statement;
}

const within = ({ from, to }: Stretch, column: string): Sql =>
  sql`${raw(column)} >= ${from}::int8 and ${raw(column)} < ${to}::int8`;

async function putVersions(
  query: Within,
  stretch: Stretch,
  put: (pos: bigint, entry: Uint8Array) => void,
): Promise<void> {
  const [row] = await query<{ entries: Buffer | null }>(sql`
    select string_agg(x.entry, ''::bytea) as entries from (
      select ${versionEntry} as entry from ledger_version k
        join res v on v.rid = k.rid and v.ver = k.ver join resource_type t on t.tid = v.tid where ${within(stretch, 'k.pos')}
      union all
      select ${versionEntry} from ledger_version k
        join hist v on v.tid = k.tid and v.id = k.id and v.ver = k.ver join resource_type t on t.tid = v.tid
        where ${within(stretch, 'k.pos')} and not exists (select from res r where r.rid = k.rid and r.ver = k.ver)) x`);
  const bytes = row?.entries ?? Buffer.alloc(0);
  const slot = 8 + entryLength;
  for (let at = 0; at < bytes.length; at += slot) put(bytes.readBigInt64BE(at), bytes.subarray(at + 8, at + slot));
}

/** Rows of access that are held at a time: a stretch may have batches of millions. */
const rowsAtATime = 10_000;

async function accesses(query: Within, stretch: Stretch): Promise<Recorded[]> {
  const sizes = await query<{ pos: string; rows: number }>(
    sql`select b.pos::text, cardinality(b.n) as rows from ledger_accesses b where ${within(stretch, 'b.pos')} order by b.pos`,
  );
  const parts: Stretch[] = [];
  for (let at = 0; at < sizes.length; ) {
    const from = BigInt(sizes[at]!.pos);
    for (let rows = 0; at < sizes.length && rows < rowsAtATime; at++) rows += sizes[at]!.rows;
    parts.push({ from, to: at < sizes.length ? BigInt(sizes[at]!.pos) : stretch.to });
  }
  const recorded: Recorded[] = [];
  let coming = parts[0] && storedBatches(query, parts[0]);
  for (const next of [...parts.slice(1), undefined]) {
    const asked = coming && next && storedBatches(query, next); // while the ones before are hashed
    for (const batch of coming ? await coming : []) {
      const statement = batchStatement(batch);
      if (statement) recorded.push({ pos: batch.pos, salt: batch.salt, statement });
    }
    coming = asked;
  }
  return recorded;
}

function storedBatches(query: Within, part: Stretch): Promise<Batch[]> {
  const batches = readBatches(query, within(part, 'b.pos'));
  batches.catch(() => {}); // told to who waits for them, later
  return batches;
}

async function changes(query: Within, stretch: Stretch): Promise<Recorded[]> {
  const rows = await query<ChangeRow & { pos: string; salt: Uint8Array }>(sql`
    select c.pos::text, c.salt, ${raw(changeColumns)} from ledger_change c where ${within(stretch, 'c.pos')} order by c.pos`);
  return rows.map((row) => ({ pos: BigInt(row.pos), salt: row.salt, statement: changeStatement(row) }));
}

interface DestructionRow {
  readonly pos: string;
  readonly salt: Uint8Array;
  readonly id: string;
  readonly time: string;
  readonly certificate: string;
  readonly indexes: string[] | null;
  readonly hashes: Uint8Array | null;
}

async function destructions(query: Within, stretch: Stretch): Promise<Recorded[]> {
  const rows = await query<DestructionRow>(sql`
    select d.pos::text, d.salt, d.id, (extract(epoch from d.at) * 1000000)::int8::text as time, d.certificate,
      (select array_agg(x.pos::text order by x.pos) from ledger_destroyed x where x.destruction = d.pos) as indexes,
      (select string_agg(x.hash, ''::bytea order by x.pos) from ledger_destroyed x where x.destruction = d.pos) as hashes
    from ledger_destruction d where ${within(stretch, 'd.pos')} order by d.pos`);
  return rows.map(({ pos, salt, id, time, certificate, indexes, hashes }) => {
    const leaves = (indexes ?? []).map((index, i) => ({
      index: BigInt(index),
      leafHash: hashes!.subarray(i * hashLength, (i + 1) * hashLength),
    }));
    const content = sha256(Buffer.from(certificate));
    return { pos: BigInt(pos), salt, statement: { kind: 'destruction', id, time: BigInt(time), content, leaves } };
  });
}

/** Leaf hashes that destructions in the log name, by position. */
export async function destroyedLeaves(query: Within, stretch: Stretch): Promise<Map<bigint, Uint8Array>> {
  const rows = await query<{ pos: string; hash: Uint8Array }>(
    sql`select x.pos::text, x.hash from ledger_destroyed x where ${within(stretch, 'x.pos')}`,
  );
  return new Map(rows.map((row) => [BigInt(row.pos), row.hash]));
}
