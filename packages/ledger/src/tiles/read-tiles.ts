/** Hashes and proofs out of stored tiles, whoever stores them. What is read is to be checked against a checkpoint. */
import { Malformed } from '../malformed.ts';
import { rootOfLeaves } from '../tree/frontier.ts';
import { hashLength, type TreeHash } from '../tree/hash.ts';
import { consistencyRanges, inclusionRanges, type Range, type Subtree, subtreesOf } from '../tree/ranges.ts';
import { type Tile, tileAt, tilePath, tileWidth } from './tile.ts';

/** The bytes of a tile; those of a fuller one will do, since partial tiles may be gone once there are fuller ones. */
export type ReadTile = (tile: Tile) => Uint8Array | Promise<Uint8Array>;

export interface TileSource {
  readonly readTile: ReadTile;
  readonly hash: TreeHash;
}

/** The root of the first `size` leaves. */
export async function readRoot(size: bigint, source: TileSource): Promise<Uint8Array> {
  if (size === 0n) return source.hash.empty;
  const [root] = await readRanges([{ start: 0n, end: size }], size, source);
  return root!;
}

/** @throws RangeError unless 0 <= index < size */
export async function readInclusionProof(index: bigint, size: bigint, source: TileSource): Promise<Uint8Array[]> {
  if (index < 0n || index >= size) throw new RangeError(`A tree of ${size} leaves has none at ${index}.`);
  return readRanges(inclusionRanges(index, size), size, source);
}

/** @throws RangeError unless 0 < from <= to */
export async function readConsistencyProof(from: bigint, to: bigint, source: TileSource): Promise<Uint8Array[]> {
  if (from <= 0n || from > to) throw new RangeError(`A tree of ${from} leaves is no proper beginning of one of ${to}.`);
  return readRanges(consistencyRanges(from, to), to, source);
}

/** The hashes of parts of a tree, each tile read once. */
async function readRanges(
  ranges: readonly Range[],
  size: bigint,
  { readTile, hash }: TileSource,
): Promise<Uint8Array[]> {
  const parts = ranges.map((range) => subtreesOf(range));
  const wanted = new Map(parts.flat().map((subtree) => [tilePath(tileOf(subtree, size)), tileOf(subtree, size)]));
  const read = await Promise.all(
    [...wanted].map(async ([path, tile]) => [path, hashesOf(tile, await readTile(tile))] as const),
  );
  const tiles = new Map(read);
  const hashOf = (subtree: Subtree) => {
    const first = Number((subtree.index << BigInt(subtree.height % 8)) % BigInt(tileWidth));
    const inside = tiles.get(tilePath(tileOf(subtree, size)))!.slice(first, first + 2 ** (subtree.height % 8));
    return rootOfLeaves(inside, hash);
  };
  return parts.map((subtrees) => subtrees.map(hashOf).reduceRight((right, left) => hash.node(left, right)));
}

/** The tile whose hashes make up the subtree. */
function tileOf({ height, index }: Subtree, size: bigint): Tile {
  const tile = tileAt(Math.floor(height / 8), index >> BigInt(8 - (height % 8)), size);
  if (!tile) throw new RangeError('A subtree lies outside of the tree.');
  return tile;
}

/** @throws Malformed for a tile that holds fewer hashes than its width, or parts of hashes */
export function hashesOf(tile: Tile, bytes: Uint8Array): Uint8Array[] {
  if (
    bytes.length % hashLength !== 0 ||
    bytes.length < tile.width * hashLength ||
    bytes.length > tileWidth * hashLength
  )
    throw new Malformed(
      `${tilePath(tile)} has ${bytes.length} bytes instead of ${tile.width} hashes of ${hashLength}.`,
    );
  return Array.from({ length: tile.width }, (_, at) => bytes.subarray(at * hashLength, (at + 1) * hashLength));
}
