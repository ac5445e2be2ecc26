/**
 * The column types in use and their binary format. Every field is its length as int32 (-1: null) and its bytes; the
 * same in COPY rows and in array parameters. https://www.postgresql.org/docs/current/sql-copy.html
 */
import type { ByteWriter } from './byte-writer.ts';

export type ColumnType = 'int2' | 'int4' | 'int8' | 'float8' | 'timestamptz' | 'text' | '"char"' | 'bytea' | 'uuid';

/** int8 and timestamptz (microseconds since 1970) as bigint; bytea and uuid as bytes; `"char"` as one ASCII character. */
export type Value = number | bigint | string | Uint8Array | null;

interface Format {
  /** Number of the type in pg_type. */
  readonly oid: number;
  readonly write: (out: ByteWriter, value: Value) => void;
}

/** Microseconds from 1970 to 2000, where PostgreSQL's timestamps begin. */
const postgresEpoch = 946_684_800_000_000n;

export const formats: Readonly<Record<ColumnType, Format>> = {
  int2: {
    oid: 21,
    write: (out, value) => {
      out.int32(2);
      out.int16(value as number);
    },
  },
  int4: {
    oid: 23,
    write: (out, value) => {
      out.int32(4);
      out.int32(value as number);
    },
  },
  int8: {
    oid: 20,
    write: (out, value) => {
      out.int32(8);
      out.int64(value as bigint);
    },
  },
  float8: {
    oid: 701,
    write: (out, value) => {
      out.int32(8);
      out.float64(value as number);
    },
  },
  timestamptz: {
    oid: 1184,
    write: (out, value) => {
      out.int32(8);
      out.int64((value as bigint) - postgresEpoch);
    },
  },
  text: { oid: 25, write: (out, value) => out.text(value as string) },
  '"char"': {
    oid: 18,
    write: (out, value) => {
      out.int32(1);
      out.uint8((value as string).charCodeAt(0));
    },
  },
  bytea: {
    oid: 17,
    write: (out, value) => {
      out.int32((value as Uint8Array).length);
      out.bytes(value as Uint8Array);
    },
  },
  uuid: {
    oid: 2950,
    write: (out, value) => {
      out.int32(16);
      out.bytes(value as Uint8Array);
    },
  },
};

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
}

/** One field: null as length -1. */
export function writeField(out: ByteWriter, type: ColumnType, value: Value): void {
  if (value === null) out.int32(-1);
  else formats[type].write(out, value);
}
