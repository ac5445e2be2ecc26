/** The index rows of one version: as table rows, and as the bytes (`res.keys`) that the next version finds them by. */
import type { DatRow, Edge, IndexRows, QtyRow, RefRow, StrRow, TokRow } from '@charthouse/fhir-search';
import { ByteReader } from '../encode/byte-reader.ts';
import { ByteWriter } from '../encode/byte-writer.ts';
import type { Row } from '../encode/rows.ts';
import type { IndexTableName } from './tables.ts';

/** What the index tables hold of a version. */
export type IndexedRows = Pick<IndexRows, 'sd' | 'tok' | 'str' | 'dat' | 'qty' | 'ref'>;

export const noRows: IndexedRows = { sd: 0n, tok: [], str: [], dat: [], qty: [], ref: [] };

const format = 1;

export function encodeIndexRows(rows: IndexedRows): Buffer {
  const out = new ByteWriter(64 + rows.tok.length * 12 + (rows.str.length + rows.dat.length + rows.qty.length) * 32);
  out.uint8(format);
  out.int64(rows.sd);
  list(out, rows.tok, (row) => {
    out.int64(row.h);
    out.int32(row.sys);
  });
  list(out, rows.str, (row) => {
    out.int64(row.h);
    out.text(row.val);
    out.uint8(row.edge.charCodeAt(0));
  });
  list(out, rows.dat, (row) => {
    out.int64(row.h);
    out.int64(row.lo);
    out.int64(row.hi);
    out.uint8(row.edge.charCodeAt(0));
  });
  list(out, rows.qty, (row) => {
    out.int64(row.h);
    out.float64(row.lo);
    out.float64(row.hi);
    out.uint8(row.edge.charCodeAt(0));
  });
  list(out, rows.ref, (row) => {
    out.int64(row.tk);
    out.int32(row.p);
  });
  return out.finish();
}

/** The rows that `encodeIndexRows` wrote; none for empty bytes. Throws on a format of a newer program. */
export function decodeIndexRows(bytes: Uint8Array): IndexedRows {
  if (!bytes.length) return noRows;
  const input = new ByteReader(bytes);
  const found = input.uint8();
  if (found !== format) throw new Error(`Index keys have format ${found}; this program knows format ${format}.`);
  const edge = () => String.fromCharCode(input.uint8()) as Edge;
  return {
    sd: input.int64(),
    tok: times(input, (): TokRow => ({ h: input.int64(), sys: input.int32() })),
    str: times(input, (): StrRow => ({ h: input.int64(), val: input.text(), edge: edge() })),
    dat: times(input, (): DatRow => ({ h: input.int64(), lo: input.int64(), hi: input.int64(), edge: edge() })),
    qty: times(input, (): QtyRow => ({ h: input.int64(), lo: input.float64(), hi: input.float64(), edge: edge() })),
    ref: times(input, (): RefRow => ({ tk: input.int64(), p: input.int32() })),
  };
}

/** The rows as the tables take them. */
export function tableRows(rows: IndexedRows, rid: bigint): Record<IndexTableName, Row[]> {
  return {
    tok: rows.tok.map((row) => [row.h, rows.sd, rid, row.sys, 0]),
    str: rows.str.map((row) => [row.h, storable(row.val), rid, row.edge]),
    dat: rows.dat.map((row) => [row.h, row.lo, row.hi, rid, row.edge]),
    qty: rows.qty.map((row) => [row.h, row.lo, row.hi, rid, row.edge]),
    ref: rows.ref.map((row) => [row.tk, row.p, rid]),
  };
}

function list<T>(out: ByteWriter, rows: readonly T[], write: (row: T) => void): void {
  out.int32(rows.length);
  for (const row of rows) write(row);
}

function times<T>(input: ByteReader, read: () => T): T[] {
  return Array.from({ length: input.int32() }, read);
}

/** PostgreSQL's text holds every character but NUL. */
function storable(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '') : text;
}
