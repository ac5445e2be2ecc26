/** From a statement and its salt to the entry in the log: without the salt nobody can tell what it is about. docs/ledger.md */
import { Malformed } from '../malformed.ts';
import { utf8 } from '../octets/utf8.ts';
import { rootOfLeaves } from '../tree/frontier.ts';
import type { TreeHash } from '../tree/hash.ts';
import { type Kind, kinds, type Statement } from './kinds.ts';
import { kindOfCode, writeStatement } from './statement.ts';

/** Random bytes of each leaf alone: 128 bits that cannot be guessed. */
export const saltLength = 16;
/** Format, kind and commitment. */
export const entryLength = 34;

const domain = utf8('charthouse-leaf1'); // 16 bytes: no other hash of ours begins so
const format = 1;

/** The entry that the log holds: 0x01 || kind || SHA-256("charthouse-leaf1" || salt || statement). */
export function entryOf(statement: Statement, salt: Uint8Array, hash: TreeHash): Uint8Array {
  if (salt.length !== saltLength) throw new Malformed(`A salt has ${saltLength} bytes, not ${salt.length}.`);
  const writer = hash.writer();
  writer.bytes(domain);
  writer.bytes(salt);
  const entry = new Uint8Array(entryLength);
  entry[0] = format;
  entry[1] = kinds[statement.kind].code;
  entry.set(hash.sha256(writeStatement(statement, writer)), 2);
  return entry;
}

/** The hash of the leaf in the tree. */
export function leafHashOf(statement: Statement, salt: Uint8Array, hash: TreeHash): Uint8Array {
  return hash.leaf(entryOf(statement, salt, hash));
}

/** An access row with the salt that is its own, so that it can be proven, or destroyed, alone. */
export interface SaltedRow {
  readonly id: string;
  /** Microseconds since 1970. */
  readonly time: bigint;
  /** Digest of the row's stored bytes. */
  readonly content: Uint8Array;
  readonly salt: Uint8Array;
}

/**
 * The statement of a batch of access rows, and the leaf hashes of its inner tree.
 * @throws RangeError for no rows
 */
export function accessBatch(rows: readonly SaltedRow[], hash: TreeHash) {
  if (rows.length === 0) throw new RangeError('A batch has at least one row.');
  let { time: first, time: last } = rows[0]!;
  const leafHashes = rows.map(({ id, time, content, salt }) => {
    if (time < first) first = time;
    if (time > last) last = time;
    return leafHashOf({ kind: 'access', id, time, content }, salt, hash);
  });
  const statement = {
    kind: 'accesses',
    first,
    last,
    rows: BigInt(rows.length),
    root: rootOfLeaves(leafHashes, hash),
  } as const;
  return { statement, leafHashes };
}

/** What an entry says without its salt. */
export function kindOfEntry(entry: Uint8Array): Kind | undefined {
  if (entry.length !== entryLength || entry[0] !== format) return undefined;
  return kindOfCode(entry[1]!);
}
