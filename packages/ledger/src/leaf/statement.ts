/** The bytes of a statement: its kind, then its fields; each byte string is that of one statement only. docs/ledger.md */
import { Malformed } from '../malformed.ts';
import { Reader } from '../octets/reader.ts';
import { fromUtf8 } from '../octets/utf8.ts';
import { Writer } from '../octets/writer.ts';
import { hashLength } from '../tree/hash.ts';
import { largestSize } from '../tree/ranges.ts';
import { type FieldValues, type Kind, kinds, type Statement } from './kinds.ts';

interface Coding<V> {
  readonly write: (value: V, writer: Writer) => void;
  readonly read: (reader: Reader) => V;
}

const codings: { readonly [F in keyof FieldValues]: Coding<FieldValues[F]> } = {
  text: { write: (text, writer) => writer.text(text), read: (reader) => fromUtf8(reader.bytes(reader.number32())) },
  count: { write: writeCount, read: (reader) => reader.count() },
  time: {
    write: (time, writer) => {
      if (BigInt.asIntN(64, time) !== time) throw new Malformed(`${time} microseconds are beyond 64 bits.`);
      writer.signed64(time);
    },
    read: (reader) => reader.signed64(),
  },
  flag: { write: (flag, writer) => writer.number8(flag ? 1 : 0), read: (reader) => reader.flag() },
  digest: { write: writeDigest, read: (reader) => reader.bytes(hashLength) },
  leaves: {
    write: (leaves, writer) => {
      writer.number32(leaves.length);
      for (const { index, leafHash } of leaves) {
        writeCount(index, writer);
        writeDigest(leafHash, writer);
      }
    },
    read: (reader) =>
      Array.from({ length: reader.number32() }, () => ({ index: reader.count(), leafHash: reader.bytes(hashLength) })),
  },
};

interface Layout {
  readonly kind: Kind;
  readonly code: number;
  readonly fields: readonly (readonly [name: string, coding: Coding<unknown>])[];
}

const layouts: readonly Layout[] = (Object.keys(kinds) as Kind[]).map((kind) => ({
  kind,
  code: kinds[kind].code,
  fields: Object.entries(kinds[kind].fields).map(([name, field]) => [name, codings[field] as Coding<unknown>]),
}));
const layoutOfKind = new Map(layouts.map((layout) => [layout.kind, layout]));

/**
 * Writes behind what the writer already holds, and gives all of it.
 * @throws Malformed for values that have no such bytes: counts below 0, digests that are not 32 bytes, half letters
 */
export function writeStatement(statement: Statement, writer = new Writer()): Uint8Array {
  const { code, fields } = layoutOfKind.get(statement.kind)!;
  writer.number8(code);
  for (const [name, coding] of fields) coding.write(statement[name as keyof Statement], writer);
  return writer.written();
}

/** @throws Malformed for bytes that no statement has */
export function parseStatement(bytes: Uint8Array): Statement {
  const reader = new Reader(bytes, 'The statement');
  const code = reader.number8();
  const layout = layouts.find((one) => one.code === code);
  if (!layout) throw new Malformed(`The statement is of kind ${code}, which is not known here.`);
  const values = layout.fields.map(([name, coding]) => [name, coding.read(reader)]);
  reader.end();
  return { kind: layout.kind, ...Object.fromEntries(values) } as Statement;
}

export function kindOfCode(code: number): Kind | undefined {
  return layouts.find((one) => one.code === code)?.kind;
}

function writeCount(count: bigint, writer: Writer): void {
  if (count < 0n || count > largestSize) throw new Malformed(`${count} is no count from 0 to 2^63 - 1.`);
  writer.signed64(count);
}

function writeDigest(bytes: Uint8Array, writer: Writer): void {
  if (bytes.length !== hashLength) throw new Malformed(`A digest has ${hashLength} bytes, not ${bytes.length}.`);
  writer.bytes(bytes);
}
