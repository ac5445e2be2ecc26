/** Proofs in a file: that a version, or an access, is in the log, with what opens its leaf. docs/ledger.md */
import { raw, sql } from '@charthouse/fhir-search';
import {
  accessBatch,
  append,
  emptyEdge,
  type Opening,
  parseNote,
  readInclusionProof,
  type Tile,
  tilePath,
  writeBundle,
} from '@charthouse/ledger';
import type { Within } from '../jobs/kind.ts';
import { readBatches } from './audit-accesses.ts';
import { checkpointFrom } from './checkpoints.ts';
import { accessJoins, accessText } from './content.ts';
import { hash, sha256 } from './cryptography.ts';
import { accessId } from './leaves.ts';
import { tileReader } from './tile-table.ts';

export interface ProvenVersion {
  readonly type: string;
  readonly id: string;
  /** Absent: the current one. */
  readonly version?: number | undefined;
}

interface VersionLeaf {
  readonly pos: string | null;
  readonly salt: Uint8Array;
  readonly ver: number;
  readonly time: string;
  readonly deleted: boolean;
  readonly body: string;
}

/** Why there is no proof: `unknown` of such a version or access, `waiting` for its leaf or for a checkpoint. */
export type NoProof = 'unknown' | 'waiting';

/** The bundle as text. */
export async function proveVersion(query: Within, { type, id, version }: ProvenVersion): Promise<string | NoProof> {
  const meant = version === undefined ? raw('true') : sql`v.ver = ${version}::int4`;
  const [row] = await query<VersionLeaf>(sql`
    select k.pos::text, k.salt, v.ver, (extract(epoch from v.lu) * 1000000)::int8::text as time, v.op = 'D' as deleted, v.body
    from (select v.rid, v.ver, v.lu, v.op, v.body from res v join resource_type t on t.tid = v.tid where t.name = ${type} and v.id = ${id} and ${meant}
      union all
      select v.rid, v.ver, v.lu, v.op, v.body from hist v join resource_type t on t.tid = v.tid where t.name = ${type} and v.id = ${id} and ${meant}) v
    left join ledger_version k on k.rid = v.rid and k.ver = v.ver
    order by v.ver desc limit 1`);
  if (!row) return 'unknown';
  if (row.pos === null) return 'waiting';
  const content = Buffer.from(row.body);
  const { ver, time, deleted, salt } = row;
  const statement = { type, id, version: BigInt(ver), time: BigInt(time), deleted, content: sha256(content) };
  return bundle(query, BigInt(row.pos), { statement: { kind: 'version', ...statement }, salt, content });
}

/** `at`: microseconds since 1970; with `n` the name of the access row. */
export async function proveAccess(
  query: Within,
  { at, n }: { readonly at: bigint; readonly n: bigint },
): Promise<string | NoProof> {
  const moment = sql`('epoch'::timestamptz + ${at}::int8 * interval '1 microsecond')`;
  const [found] = await query<{ content: string }>(sql`
    select ${accessText} as content from access_log l ${accessJoins} where l.at = ${moment} and l.n = ${n}::int8`);
  if (!found) return 'unknown';
  const [batch] = await readBatches(query, sql`b.first <= ${moment} and b.last >= ${moment} and ${n}::int8 = any(b.n)`);
  if (!batch) return 'waiting';
  const { rows } = batch;
  const place = rows.findIndex(({ id }) => id === accessId(at, n));
  const { statement, leafHashes } = accessBatch(rows, hash);
  const { tiles } = append(emptyEdge, leafHashes, hash);
  const bytes = new Map(tiles.map((one) => [one.path, one.bytes]));
  const readTile = (tile: Tile) => bytes.get(tilePath(tile))!;
  const index = BigInt(place);
  const proof = await readInclusionProof(index, statement.rows, { readTile, hash });
  const row = rows[place]!;
  const content = Buffer.from(found.content);
  const access = { kind: 'access', id: row.id, time: row.time, content: sha256(content) } as const;
  const opened = { statement: access, salt: row.salt, content, index, proof };
  return bundle(query, batch.pos, { statement, salt: batch.salt, row: opened });
}

async function bundle(query: Within, index: bigint, opening: Opening): Promise<string | NoProof> {
  const note = await checkpointFrom(query, index);
  if (note === undefined) return 'waiting';
  const { size, text } = note;
  const proof = await readInclusionProof(index, size, { readTile: tileReader(query), hash });
  return writeBundle({ opening, index, proof, checkpoint: parseNote(text) });
}
