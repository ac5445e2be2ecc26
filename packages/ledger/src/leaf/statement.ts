/** The bytes of a statement: its kind, then its fields; each byte string is that of one statement only. docs/ledger.md */
import { Malformed } from '../malformed.ts';
import { bigEndian32, bigEndian64 } from '../octets/numbers.ts';
import { joined } from '../octets/octets.ts';
import { Reader } from '../octets/reader.ts';
import { fromUtf8, utf8 } from '../octets/utf8.ts';
import { hashLength } from '../tree/hash.ts';
import { largestSize } from '../tree/ranges.ts';
import { type FieldValues, type Kind, kinds, type Statement } from './kinds.ts';

type Coding<V> = { readonly write: (value: V) => Uint8Array; readonly read: (reader: Reader) => V };

const codings: { readonly [F in keyof FieldValues]: Coding<FieldValues[F]> } = {
  text: {
    write: (text) => {
      const bytes = utf8(text);
      return joined(bigEndian32(bytes.length), bytes);
    },
    read: (reader) => fromUtf8(reader.bytes(reader.number32())),
  },
  count: {
    write: (count) => {
      if (count < 0n || count > largestSize) throw new Malformed(`${count} is no count from 0 to 2^63 - 1.`);
      return bigEndian64(count);
    },
    read: (reader) => reader.count(),
  },
  time: {
    write: (time) => {
      if (BigInt.asIntN(64, time) !== time) throw new Malformed(`${time} microseconds are beyond 64 bits.`);
      return bigEndian64(time);
    },
    read: (reader) => reader.signed64(),
  },
  flag: { write: (flag) => Uint8Array.of(flag ? 1 : 0), read: (reader) => reader.flag() },
  digest: { write: digest, read: (reader) => reader.bytes(hashLength) },
  leaves: {
    write: (leaves) =>
      joined(
        bigEndian32(leaves.length),
        ...leaves.map(({ index, leafHash }) => joined(codings.count.write(index), digest(leafHash))),
      ),
    read: (reader) =>
      Array.from({ length: reader.number32() }, () => ({ index: reader.count(), leafHash: reader.bytes(hashLength) })),
  },
};

/** @throws Malformed for values that have no such bytes: counts below 0, digests that are not 32 bytes, half letters */
export function writeStatement(statement: Statement): Uint8Array {
  const { code, fields } = kinds[statement.kind];
  const values: Readonly<Record<string, unknown>> = { ...statement };
  const parts = Object.entries(fields).map(([name, field]) => (codings[field] as Coding<unknown>).write(values[name]));
  return joined(Uint8Array.of(code), ...parts);
}

/** @throws Malformed for bytes that no statement has */
export function parseStatement(bytes: Uint8Array): Statement {
  const reader = new Reader(bytes, 'The statement');
  const code = reader.number8();
  const kind = kindOfCode(code);
  if (!kind) throw new Malformed(`The statement is of kind ${code}, which is not known here.`);
  const values = Object.entries(kinds[kind].fields).map(([name, field]) => [name, codings[field].read(reader)]);
  reader.end();
  return { kind, ...Object.fromEntries(values) } as Statement;
}

export function kindOfCode(code: number): Kind | undefined {
  return (Object.keys(kinds) as Kind[]).find((kind) => kinds[kind].code === code);
}

function digest(bytes: Uint8Array): Uint8Array {
  if (bytes.length !== hashLength) throw new Malformed(`A digest has ${hashLength} bytes, not ${bytes.length}.`);
  return bytes;
}
