/** The tree as the database keeps it: the fullest form of each tile, and the entries. https://c2sp.org/tlog-tiles */
import { sql } from '@charthouse/fhir-search';
import { type Tile, tilePath } from '@charthouse/ledger';
import type { Within } from '../jobs/kind.ts';

const entriesLevel = -1;
const hashLength = 32;
/** An entry behind its length. */
const entrySlot = 2 + 34;

/** Bytes of the tile in the width that is asked for; undefined where the tree has not come so far. */
export async function findTile(query: Within, tile: Tile): Promise<Uint8Array | undefined> {
  const [row] = await query<{ bytes: Uint8Array }>(
    sql`select bytes from ledger_tile where level = ${levelOf(tile)}::int2 and idx = ${tile.index}::int8`,
  );
  const length = lengthOf(tile);
  return row && row.bytes.length >= length ? row.bytes.subarray(0, length) : undefined;
}

/**
 * Tiles that are asked for at the same moment are read in one statement.
 * @throws Error for a tile that is missing: the tree was damaged
 */
export function tileReader(query: Within): (tile: Tile) => Promise<Uint8Array> {
  let asked: Tile[] = [];
  let read: Promise<ReadonlyMap<string, Uint8Array>> | undefined;
  return async (tile) => {
    asked.push(tile);
    read ??= Promise.resolve().then(() => {
      const together = asked;
      asked = [];
      read = undefined;
      return readTogether(query, together);
    });
    const bytes = (await read).get(keyOf(levelOf(tile), tile.index));
    if (!bytes || bytes.length < lengthOf(tile))
      throw new Error(`${tilePath(tile)} is missing from the ledger, or too short. Run charthouse verify.`);
    return bytes.subarray(0, lengthOf(tile));
  };
}

const levelOf = ({ level }: Tile) => (level === 'entries' ? entriesLevel : level);
const lengthOf = ({ level, width }: Tile) => width * (level === 'entries' ? entrySlot : hashLength);
const keyOf = (level: number, index: bigint | string) => `${level}/${index}`;

async function readTogether(query: Within, tiles: readonly Tile[]): Promise<ReadonlyMap<string, Uint8Array>> {
  const rows = await query<{ level: number; idx: string; bytes: Uint8Array }>(sql`
    select t.level, t.idx::text as idx, t.bytes
    from unnest(${tiles.map(levelOf)}::int2[], ${tiles.map(({ index }) => index)}::int8[]) k (level, idx)
    cross join lateral (select * from ledger_tile one where one.level = k.level and one.idx = k.idx limit 1) t`);
  return new Map(rows.map(({ level, idx, bytes }) => [keyOf(level, idx), bytes]));
}

interface TileBytes {
  readonly tile: Tile;
  readonly bytes: Uint8Array;
}

/** Entries that are appended behind those that are there. */
interface Appended {
  /** Position of the first. */
  readonly from: bigint;
  readonly entries: readonly Uint8Array[];
}

/** Stores tiles as a whole and appends entries, in one statement. */
export async function writeTiles(query: Within, tiles: readonly TileBytes[], appended: Appended): Promise<void> {
  const rows = [...tiles, ...bundlesOf(appended)];
  await query(sql`
    insert into ledger_tile (level, idx, bytes)
    select * from unnest(${rows.map(({ tile }) => levelOf(tile))}::int2[],
      ${rows.map(({ tile }) => tile.index)}::int8[], ${rows.map(({ bytes }) => bytes)}::bytea[])
    on conflict (level, idx) do update
      set bytes = case when excluded.level = ${entriesLevel}::int2 then ledger_tile.bytes || excluded.bytes else excluded.bytes end`);
}

function bundlesOf({ from, entries }: Appended): TileBytes[] {
  const bundles: TileBytes[] = [];
  for (let at = 0; at < entries.length; ) {
    const place = from + BigInt(at);
    const room = 256 - Number(place % 256n);
    const bundle = entries.slice(at, at + room);
    const slots = bundle.map((entry) => Buffer.concat([Uint8Array.of(entry.length >> 8, entry.length & 255), entry]));
    bundles.push({ tile: { level: 'entries', index: place / 256n, width: 256 }, bytes: Buffer.concat(slots) });
    at += bundle.length;
  }
  return bundles;
}

/** Reads leaf hashes one by one. */
export function leafHashAt(query: Within): (position: bigint) => Promise<Uint8Array> {
  return async (position) => {
    const within = Number(position % 256n);
    const tile = { level: 0, index: position / 256n, width: within + 1 };
    return (await tileReader(query)(tile)).subarray(within * hashLength);
  };
}
