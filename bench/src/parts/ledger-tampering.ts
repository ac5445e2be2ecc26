/** What the owner of a database, and of the log's key, may try with a ledger of any size, all at once: each is to be named. docs/ledger.md */
import { generateKeyPairSync, hash as hashOnce, sign } from 'node:crypto';
import { headOf } from '@charthouse/chart-store';
import {
  type Edge,
  emptyFrontier,
  entryOf,
  extend,
  readEdge,
  rootOf,
  rootOfEdge,
  signNote,
  type Tile,
  treeHash,
  verifierKey,
  writeCheckpoint,
  writeNote,
} from '@charthouse/ledger';
import type pg from 'pg';

const sha256 = (bytes: Uint8Array) => hashOnce('sha256', bytes, 'buffer');
const hash = treeHash(sha256);

/** A key of a log, made for this run. */
export function logKey() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { x } = publicKey.export({ format: 'jwk' });
  const of = { name: 'bench.example/log', type: 'ed25519', publicKey: Buffer.from(x as string, 'base64url') } as const;
  return { key: verifierKey(of, sha256), sign: (message: Uint8Array) => sign(null, message, privateKey) };
}

export type LogKey = ReturnType<typeof logKey>;

/** Leaves cut off at the end. */
const cut = 10;

interface Attempt {
  /** Of `size` versions. */
  readonly sql: (size: number) => string;
  /** The finding that names it. */
  readonly found: RegExp;
}

/** The places are far from each other and behind what `rewriteTogether` touches. */
const attempts: readonly Attempt[] = [
  {
    sql: (size) => `update res set body = body || ' ' where rid = ${part(size, 0.3)}`,
    found: /Leaf \d+ is stored now as it was never recorded: altered afterwards\. \(Observation\/\S+ version 1\)/,
  },
  {
    sql: () => `update hist set body = replace(body, '"note"', '"Note"') where rid = ${formerVersions / 2}`,
    found: /altered afterwards\. \(Observation\/\S+ version 1\)/,
  },
  {
    sql: (size) => `delete from res where rid = ${part(size, 0.4)}`,
    found: /gone from the record.*Observation\/\S+ version 1/,
  },
  {
    sql: (size) => {
      const [one, other] = [part(size, 0.5), part(size, 0.6)];
      const move = (to: string, from: string) => `update ledger_version set pos = ${to} where pos = ${from};`;
      const at = (rid: number) => `(select pos from bench_moved where rid = ${rid})`;
      return `create temp table bench_moved as select rid, pos from ledger_version where rid in (${one}, ${other});
        ${move('-1', at(one))} ${move(at(one), at(other))} ${move(at(other), '-1')}`;
    },
    found: /Leaf \d+ and leaf \d+ have changed places/,
  },
  {
    sql: () => `alter table access_log disable trigger all; update access_log set action = 'vread' where n = 1001`,
    found: /access row AuditEvent\/\S+, which was altered/,
  },
  { sql: () => `delete from access_log where n = 9001`, found: /access row AuditEvent\/\S+, which is gone/ },
  {
    sql: () => `insert into res (rid, tid, id, ver, lu, op, tk, sd, vis, body)
      select -5, tid, 'put-in', 1, lu, op, tk, sd, vis, body from res where rid = 2`,
    found: /^Observation\/put-in version 1 is stored and has no leaf/,
  },
];

/** How many of the first resources have a former version. */
export const formerVersions = 1_000;

const part = (size: number, share: number) => Math.ceil(size * share);

/** What is named through the heads that a witness keeps. */
const throughWitness: readonly RegExp[] = [
  /Record and log were rewritten together, at leaf \d+ at the earliest/,
  /The end is missing: leaves \d+ to \d+ are signed for and no longer there/,
];

/** Does all of it. Answers what the findings of `charthouse verify` have to hold. */
export async function tamper(client: pg.Client, size: number, log: LogKey): Promise<readonly RegExp[]> {
  const rewritten = part(size, 0.2);
  await client.query(`update res set body = replace(body, '"note"', '"Note"') where rid = ${rewritten}`);
  const edge = await rewriteTogether(client, rewritten);
  await signAnew(client, edge, log);
  for (const { sql } of attempts) await client.query(sql(size));
  return [...throughWitness, ...attempts.map(({ found }) => found)];
}

/** Puts the version that a resource has now into the tree, as if it always stood there. The new edge, without the end. */
async function rewriteTogether(client: pg.Client, rid: number): Promise<Edge> {
  const { rows } = await client.query<{ pos: string; salt: Buffer; id: string; time: string; body: string }>(
    `select k.pos, k.salt, v.id, (extract(epoch from v.lu) * 1000000)::int8 as time, v.body
     from ledger_version k join res v on v.rid = k.rid and v.ver = k.ver where k.rid = $1`,
    [rid],
  );
  const { pos, salt, id, time, body } = rows[0]!;
  const content = sha256(Buffer.from(body));
  const version = {
    kind: 'version',
    type: 'Observation',
    id,
    version: 1n,
    time: BigInt(time),
    deleted: false,
    content,
  } as const;
  const entry = entryOf(version, salt, hash);
  let index = BigInt(pos);
  await overwrite(client, { level: -1, index, bytes: entry }, 36);
  let bytes: Uint8Array = hash.leaf(entry);
  for (let level = 0; ; level++) {
    const tile = await overwrite(client, { level, index, bytes }, 32);
    if (tile.length < 256 * 32) break;
    const inside = Array.from({ length: 256 }, (_, at) => tile.subarray(at * 32, (at + 1) * 32));
    bytes = rootOf(extend(emptyFrontier, inside, hash), hash);
    index /= 256n;
  }
  const { rows: sizes } = await client.query<{ size: string }>(`
    update ledger set size = size - ${cut} returning size`);
  await client.query(`delete from ledger_version where pos >= (select size from ledger);
    delete from ledger_accesses where pos >= (select size from ledger)`);
  const readTile = ({ level, index, width }: Tile) =>
    tileOf(client, Number(level), index).then((tile) => tile.subarray(0, width * 32));
  return readEdge(BigInt(sizes[0]!.size), readTile);
}

interface Slot {
  readonly level: number;
  /** Of the hash or entry, on its level. */
  readonly index: bigint;
  readonly bytes: Uint8Array;
}

/** Answers the tile. Slots are of `width` bytes, the last of them. */
async function overwrite(client: pg.Client, { level, index, bytes }: Slot, width: number): Promise<Buffer> {
  const tile = await tileOf(client, level, index / 256n);
  tile.set(bytes, (Number(index % 256n) + 1) * width - bytes.length);
  await client.query('update ledger_tile set bytes = $3 where level = $1 and idx = $2', [level, index / 256n, tile]);
  return tile;
}

async function tileOf(client: pg.Client, level: number, index: bigint): Promise<Buffer> {
  const { rows } = await client.query<{ bytes: Buffer }>(
    'select bytes from ledger_tile where level = $1 and idx = $2',
    [level, index],
  );
  return rows[0]!.bytes;
}

async function signAnew(client: pg.Client, edge: Edge, { key, sign }: LogKey): Promise<void> {
  const text = writeCheckpoint({ origin: key.name, size: edge.size, root: rootOfEdge(edge, hash), extensions: [] });
  const note = writeNote({ text, signatures: [await signNote(text, key, sign)] });
  await client.query('truncate ledger_checkpoint cascade');
  await client.query('insert into ledger_checkpoint (size, note) values ($1, $2)', [headOf(note).size, note]);
}
