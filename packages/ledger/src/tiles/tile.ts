/** Where the hashes of a tree lie: tiles of up to 256. https://c2sp.org/tlog-tiles */
import { Malformed } from '../malformed.ts';

export const tileWidth = 256;
const fullWidth = BigInt(tileWidth);
const tileHeight = 8n;

export interface Tile {
  /** 0: hashes of leaves; above: roots of full tiles of the level below. `entries`: what the leaves are hashes of. */
  readonly level: number | 'entries';
  readonly index: bigint;
  /** 1 to 255 for a partial tile, 256 for a full one. */
  readonly width: number;
}

/** The path below the log's prefix: `tile/0/x001/x234/067.p/8`. */
export function tilePath({ level, index, width }: Tile): string {
  const groups =
    index
      .toString()
      .padStart(Math.ceil(index.toString().length / 3) * 3, '0')
      .match(/.../g) ?? [];
  const folders = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group));
  return `tile/${level}/${folders.join('/')}${width < tileWidth ? `.p/${width}` : ''}`;
}

const pathForm = /^tile\/(0|[1-9]\d?|entries)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/** @throws Malformed for what is not the one path of a tile */
export function parseTilePath(path: string): Tile {
  const [, level = '', folders = '', width] = pathForm.exec(path) ?? [];
  const tile: Tile = {
    level: level === 'entries' ? level : Number(level),
    index: BigInt(folders.replace(/[x/]/g, '')),
    width: Number(width ?? tileWidth),
  };
  const isTile = folders !== '' && folders.length <= 33 && (tile.level === 'entries' || tile.level < 64);
  if (!isTile || tilePath(tile) !== path || Number(width ?? 1) >= tileWidth)
    throw new Malformed(
      `"${path.slice(0, 80)}" is no path of a tile, such as tile/0/x001/067 or tile/entries/002.p/17.`,
    );
  return tile;
}

/** The tile of this level and index in a tree of a size; undefined where the tree has none. */
export function tileAt(level: number, index: bigint, size: bigint): Tile | undefined {
  const left = (size >> (tileHeight * BigInt(level))) - index * fullWidth;
  if (left <= 0n) return undefined;
  return { level, index, width: left < fullWidth ? Number(left) : tileWidth };
}

/** The tiles of hashes that change when a tree of `from` leaves grows to `to`, lowest level first. Each is then written as a whole. */
export function tilesOfAppend(from: bigint, to: bigint): Tile[] {
  const tiles: Tile[] = [];
  for (let level = 0; to >> (tileHeight * BigInt(level)) > 0n; level++) {
    const known = from >> (tileHeight * BigInt(level));
    if (known === to >> (tileHeight * BigInt(level))) break;
    for (let index = known / fullWidth; ; index++) {
      const tile = tileAt(level, index, to);
      if (!tile) break;
      tiles.push(tile);
    }
  }
  return tiles;
}

/** The partial tiles at the right edge of a tree, lowest level first: what appending starts from. */
export function edgeTiles(size: bigint): Tile[] {
  const tiles: Tile[] = [];
  for (let level = 0; size >> (tileHeight * BigInt(level)) > 0n; level++) {
    const tile = tileAt(level, size >> (tileHeight * BigInt(level + 1)), size);
    if (tile) tiles.push(tile);
  }
  return tiles;
}
