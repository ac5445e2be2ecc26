/** The right edge of a tiled tree: all that is needed to append leaves and to write the tiles that change. https://c2sp.org/tlog-tiles */
import { joined } from '../octets/octets.ts';
import { emptyFrontier, extend, foldRoots, rootOfLeaves } from '../tree/frontier.ts';
import type { TreeHash } from '../tree/hash.ts';
import { hashesOf, type ReadTile } from './read-tiles.ts';
import { edgeTiles, type Tile, tilePath, tileWidth } from './tile.ts';

export interface Edge {
  readonly size: bigint;
  /** For each level of tiles the hashes of its partial tile, none where the last one is full. */
  readonly levels: readonly (readonly Uint8Array[])[];
}

export interface WrittenTile {
  readonly tile: Tile;
  readonly path: string;
  readonly bytes: Uint8Array;
}

export const emptyEdge: Edge = { size: 0n, levels: [] };

/** The edge after these leaf hashes, and every tile that is new or fuller, as a whole. */
export function append(
  edge: Edge,
  leafHashes: readonly Uint8Array[],
  hash: TreeHash,
): { readonly edge: Edge; readonly tiles: readonly WrittenTile[] } {
  const tiles: WrittenTile[] = [];
  const levels: (readonly Uint8Array[])[] = [];
  let arriving = leafHashes;
  for (let level = 0; level < edge.levels.length || arriving.length > 0; level++) {
    const hashes = [...(edge.levels[level] ?? []), ...arriving];
    const before = edge.size >> BigInt(8 * (level + 1));
    const full = Math.floor(hashes.length / tileWidth);
    const above: Uint8Array[] = [];
    for (let at = 0; at < full; at++) {
      const inside = hashes.slice(at * tileWidth, (at + 1) * tileWidth);
      tiles.push(written({ level, index: before + BigInt(at), width: tileWidth }, inside));
      above.push(rootOfLeaves(inside, hash));
    }
    const rest = hashes.slice(full * tileWidth);
    if (rest.length > 0 && arriving.length > 0)
      tiles.push(written({ level, index: before + BigInt(full), width: rest.length }, rest));
    levels.push(rest);
    arriving = above;
  }
  return { edge: { size: edge.size + BigInt(leafHashes.length), levels }, tiles };
}

function written(tile: Tile, hashes: readonly Uint8Array[]): WrittenTile {
  return { tile, path: tilePath(tile), bytes: joined(...hashes) };
}

export function rootOfEdge({ levels }: Edge, hash: TreeHash): Uint8Array {
  const root = levels.reduce<Uint8Array | undefined>(
    (right, hashes) => foldRoots(extend(emptyFrontier, hashes, hash).roots, right, hash),
    undefined,
  );
  return root ?? hash.empty;
}

/**
 * The edge of a stored tree; compare its root with the last checkpoint before appending.
 * @throws Malformed for a tile that is too short
 */
export async function readEdge(size: bigint, readTile: ReadTile): Promise<Edge> {
  const levels: (readonly Uint8Array[])[] = [];
  for (const tile of edgeTiles(size)) {
    while (levels.length < Number(tile.level)) levels.push([]);
    levels.push(hashesOf(tile, await readTile(tile)));
  }
  return { size, levels };
}
