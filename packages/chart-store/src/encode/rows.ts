/**
 * Rows as PostgreSQL takes them fastest: one array parameter per column for small numbers of rows, a binary COPY above.
 * https://www.postgresql.org/docs/current/sql-copy.html (Binary Format)
 */
import { ByteWriter } from './byte-writer.ts';
import { type Column, type ColumnType, formats, type Value, writeField } from './columns.ts';

export type Row = readonly Value[];

const signature = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');

/** The data of `copy … from stdin (format binary)`. */
export function copyData(columns: readonly Column[], rows: readonly Row[]): Buffer {
  const types = columns.map((column) => column.type);
  const out = new ByteWriter(64 + rows.length * columns.length * 16);
  out.bytes(signature);
  for (const row of rows) {
    out.int16(types.length);
    for (let i = 0; i < types.length; i++) writeField(out, types[i]!, row[i]!);
  }
  out.int16(-1);
  return out.finish();
}

/** One binary array per column, for `unnest($1::…[], …)`. */
export function columnArrays(columns: readonly Column[], rows: readonly Row[]): Buffer[] {
  return columns.map((column, i) => {
    const values = rows.map((row) => row[i]!);
    return arrayParameter(column.type, values);
  });
}

/** A one-dimensional array as a binary parameter. */
export function arrayParameter(type: ColumnType, values: readonly Value[]): Buffer {
  const out = new ByteWriter(32 + values.length * 16);
  out.int32(values.length ? 1 : 0);
  out.int32(values.includes(null) ? 1 : 0);
  out.int32(formats[type].oid);
  if (values.length) {
    out.int32(values.length);
    out.int32(1);
  }
  for (const value of values) writeField(out, type, value);
  return out.finish();
}
