/** What opens a leaf: its salt, its statement and, where it goes along, the content. docs/ledger.md */

import { saltLength } from '../leaf/commitment.ts';
import type { Statement } from '../leaf/kinds.ts';
import { parseStatement, writeStatement } from '../leaf/statement.ts';
import { Malformed } from '../malformed.ts';
import { bigEndian32, bigEndian64 } from '../octets/numbers.ts';
import { equal, joined } from '../octets/octets.ts';
import { Reader } from '../octets/reader.ts';
import { utf8 } from '../octets/utf8.ts';
import { hashLength } from '../tree/hash.ts';

export interface Opening {
  readonly statement: Statement;
  readonly salt: Uint8Array;
  /** The exact stored bytes whose digest the statement names. */
  readonly content?: Uint8Array;
  /** Of a batch of access rows: the one row that is proven. */
  readonly row?: RowOpening;
}

export interface RowOpening {
  readonly statement: Statement;
  readonly salt: Uint8Array;
  readonly content?: Uint8Array;
  /** Position in the batch, and the way from there to the batch's root. */
  readonly index: bigint;
  readonly proof: readonly Uint8Array[];
}

const mark = utf8('charthouse-open1');

export function writeOpening(opening: Opening): Uint8Array {
  const { row } = opening;
  if (!row) return joined(mark, writeOne(opening), Uint8Array.of(0));
  const path = joined(bigEndian64(row.index), Uint8Array.of(row.proof.length), ...row.proof);
  return joined(mark, writeOne(opening), Uint8Array.of(1), writeOne(row), path);
}

/** @throws Malformed */
export function parseOpening(bytes: Uint8Array): Opening {
  const reader = new Reader(bytes, 'The opening of the leaf');
  if (!equal(reader.bytes(mark.length), mark)) throw new Malformed('The extra line holds no opening of a leaf.');
  const opening = readOne(reader);
  const row = reader.flag() ? readRow(reader) : undefined;
  reader.end();
  return { ...opening, ...(row && { row }) };
}

function writeOne({ salt, statement, content }: Omit<Opening, 'row'>): Uint8Array {
  if (salt.length !== saltLength) throw new Malformed(`A salt has ${saltLength} bytes, not ${salt.length}.`);
  const stated = writeStatement(statement);
  const held = content ? [Uint8Array.of(1), bigEndian32(content.length), content] : [Uint8Array.of(0)];
  return joined(salt, bigEndian32(stated.length), stated, ...held);
}

function readOne(reader: Reader): Omit<Opening, 'row'> {
  const salt = reader.bytes(saltLength);
  const statement = parseStatement(reader.bytes(reader.number32()));
  const content = reader.flag() ? reader.bytes(reader.number32()) : undefined;
  return { salt, statement, ...(content && { content }) };
}

function readRow(reader: Reader): RowOpening {
  const one = readOne(reader);
  const index = reader.count();
  const proof = Array.from({ length: reader.number8() }, () => reader.bytes(hashLength));
  return { ...one, index, proof };
}
