/**
 * Rows as PostgreSQL takes them: every value a parameter, one array parameter per column, or a binary COPY.
 * https://www.postgresql.org/docs/current/sql-copy.html (Binary Format)
 */
import type { ByteWriter } from './byte-writer.ts';
import { type Column, type ColumnType, formats, type Value, writeField } from './columns.ts';

export type Row = readonly Value[];

export interface Rows {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

const signature = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');

/** The data of `copy … from stdin (format binary)`. */
export function writeCopyData(out: ByteWriter, { columns, rows }: Rows): void {
  const types = columns.map((column) => column.type);
  out.bytes(signature);
  for (const row of rows) {
    out.int16(types.length);
    for (let i = 0; i < types.length; i++) writeField(out, types[i]!, row[i]!);
  }
  out.int16(-1);
}

/** A one-dimensional array as a binary field. */
export function writeArray(out: ByteWriter, type: ColumnType, values: readonly Value[]): void {
  const start = out.length;
  out.int32(0);
  out.int32(values.length ? 1 : 0);
  out.int32(values.includes(null) ? 1 : 0);
  out.int32(formats[type].oid);
  if (values.length) {
    out.int32(values.length);
    out.int32(1);
  }
  for (const value of values) writeField(out, type, value);
  out.patchInt32(start, out.length - start - 4);
}
