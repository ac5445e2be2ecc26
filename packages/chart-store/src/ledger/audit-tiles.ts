/** The tree as it is stored: hashes of leaves, entries and the tiles above them, compared with the tree that they should make. */
import { sql } from '@charthouse/fhir-search';
import { append, type Edge, emptyEdge, type TreeHash } from '@charthouse/ledger';
import type { Within } from '../jobs/kind.ts';
import type { Stretch } from './audit-leaves.ts';
import { hash } from './cryptography.ts';

const hashLength = 32;
const entrySlot = 36;
const width = 256n;

type Rows = readonly { readonly level: number; readonly idx: string; readonly bytes: Buffer }[];

export interface StoredTree {
  /** Leaf hashes of the stretch in the log; 32 zeroes for one that is missing. */
  readonly logged: readonly Uint8Array[];
  /** The leaf hash of an entry that should stand at a distance from the beginning; the hash of the stored one is known. */
  leafOf(entry: Uint8Array, at: number): Uint8Array;
  /** Makes the nodes above these leaves, those that were made already from memory. */
  readonly nodes: TreeHash;
  /** Sentences about tiles that are not what the leaf hashes make. */
  readonly wrong: readonly string[];
  readonly edge: Edge;
}

/** The lowest tiles of a stretch, which begins at a multiple of 256, and its entries. */
export function lowestTiles(query: Within, { from, to }: Stretch): Promise<Rows> {
  return query(sql`
    select level, idx::text, bytes from ledger_tile where level in (-1, 0) and idx >= ${from / width}::int8 and idx <= ${(to - 1n) / width}::int8`);
}

/** `edge`: of what came before. `beside`: asks while the next stretch is being read. Tiles only grow: the moment does not matter. */
export async function storedTree(
  { from, to }: Stretch,
  rows: Rows,
  { edge = emptyEdge, beside }: { readonly edge: Edge | undefined; readonly beside: Within },
): Promise<StoredTree> {
  const stored = new Map(rows.map(({ level, idx, bytes }) => [`${level}/${idx}`, bytes]));
  const logged: Uint8Array[] = [];
  const kept: Uint8Array[] = [];
  const wrong: string[] = [];
  const nodes = remembering(hash);
  for (let position = from; position < to; position += width) {
    const index = position / width;
    const count = Number(to - position < width ? to - position : width);
    const hashes = stored.get(`0/${index}`) ?? Buffer.alloc(0);
    const entries = stored.get(`-1/${index}`) ?? Buffer.alloc(0);
    if (hashes.length < count * hashLength) wrong.push(`Tile 0/${index} is missing, or too short.`);
    const padded = Buffer.concat([hashes, Buffer.alloc(Math.max(0, count * hashLength - hashes.length))]);
    for (let at = 0; at < count; at++) logged.push(padded.subarray(at * hashLength, (at + 1) * hashLength));
    const first = entriesDiffer(entries, padded, count);
    for (let at = 0; at < count; at++) kept.push(entryAt(entries, at));
    if (first !== undefined) wrong.push(`The entry of leaf ${position + BigInt(first)} was altered, or is missing.`);
  }
  const isWhole = wrong.length === 0;
  const leafOf = (entry: Uint8Array, at: number) =>
    isWhole && Buffer.compare(entry, kept[at]!) === 0 ? logged[at]! : hash.leaf(entry);
  const grown = append(edge, logged, nodes);
  wrong.push(...(await tilesAbove(beside, grown.tiles)));
  return { logged, leafOf, nodes, wrong, edge: grown.edge };
}

function entryAt(entries: Buffer, at: number): Buffer {
  return entries.subarray(at * entrySlot + 2, (at + 1) * entrySlot);
}

/** The tree above a stretch is made twice, for its tiles and for its heads: of the same two objects the second time from memory. */
function remembering(of: TreeHash): TreeHash {
  const known = new Map<Uint8Array, { readonly right: Uint8Array; readonly node: Uint8Array }>();
  return {
    ...of,
    node(left, right) {
      const before = known.get(left);
      if (before?.right === right) return before.node;
      const node = of.node(left, right);
      known.set(left, { right, node });
      return node;
    },
  };
}

function entriesDiffer(entries: Buffer, hashes: Buffer, count: number): number | undefined {
  for (let at = 0; at < count; at++) {
    const entry = entryAt(entries, at);
    const expected = hashes.subarray(at * hashLength, (at + 1) * hashLength);
    if (entry.length < entrySlot - 2 || !expected.equals(hash.leaf(entry))) return at;
  }
  return undefined;
}

async function tilesAbove(query: Within, made: ReturnType<typeof append>['tiles']): Promise<string[]> {
  const above = made.filter(({ tile }) => tile.level !== 0);
  const rows = await query<{ level: number; idx: string; bytes: Buffer }>(sql`
    select t.level, t.idx::text, t.bytes from unnest(${above.map(({ tile }) => tile.level)}::int2[], ${above.map(({ tile }) => tile.index)}::int8[]) k (level, idx)
    join ledger_tile t on t.level = k.level and t.idx = k.idx`);
  const stored = new Map(rows.map(({ level, idx, bytes }) => [`${level}/${idx}`, bytes]));
  return above.flatMap(({ tile, bytes }) => {
    const there = stored.get(`${tile.level}/${tile.index}`);
    return there?.subarray(0, bytes.length).equals(bytes)
      ? []
      : [`Tile ${tile.level}/${tile.index} was altered, or is missing.`];
  });
}
