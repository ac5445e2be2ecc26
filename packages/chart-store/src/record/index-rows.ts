/** The index rows of one version: as table rows, and as the bytes (`res.keys`) that the next version finds them by. */
import type { ContainedRows, DatRow, Edge, IndexRows, QtyRow, RefRow, StrRow, TokRow } from '@charthouse/fhir-search';
import { ByteReader } from '../encode/byte-reader.ts';
import { ByteWriter } from '../encode/byte-writer.ts';
import type { Row } from '../encode/rows.ts';
import type { IndexTableName } from './tables.ts';

/** What the index tables hold of a version. */
export interface IndexedRows extends Pick<IndexRows, 'sd' | 'tok' | 'str' | 'dat' | 'qty' | 'ref' | 'contained'> {
  /** Number of the access class, which the keys do not hold; absent: 0. */
  readonly vis?: number;
}

export const noRows: IndexedRows = { sd: 0n, tok: [], str: [], dat: [], qty: [], ref: [] };

/** Of a resource that contains none, and of one that does: its own rows, then theirs. */
const [plain, containing] = [1, 2];

export function encodeIndexRows(rows: IndexedRows): Buffer {
  const out = new ByteWriter(64 + rows.tok.length * 12 + (rows.str.length + rows.dat.length + rows.qty.length) * 32);
  out.uint8(rows.contained ? containing : plain);
  writeRows(out, rows);
  if (rows.contained)
    list(out, rows.contained, (one) => {
      out.int32(one.place);
      out.int32(one.tid);
      out.text(one.id);
      out.int64(one.tk);
      list(out, [...one.present], (byte) => out.uint8(byte));
      writeRows(out, one);
    });
  return out.finish();
}

type OwnRows = Omit<IndexedRows, 'contained' | 'vis'>;

function writeRows(out: ByteWriter, rows: OwnRows): void {
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
}

/** The rows that `encodeIndexRows` wrote; none for empty bytes. Throws on a format of a newer program. */
export function decodeIndexRows(bytes: Uint8Array): IndexedRows {
  if (!bytes.length) return noRows;
  const input = new ByteReader(bytes);
  const found = input.uint8();
  if (found !== plain && found !== containing)
    throw new Error(`Index keys have format ${found}; this program knows formats ${plain} and ${containing}.`);
  const rows = readRows(input);
  return found === plain ? rows : { ...rows, contained: times(input, () => readContained(input)) };
}

function readContained(input: ByteReader): ContainedRows {
  return {
    place: input.int32(),
    tid: input.int32(),
    id: input.text(),
    tk: input.int64(),
    present: Uint8Array.from(times(input, () => input.uint8())),
    ...readRows(input),
  };
}

function readRows(input: ByteReader): OwnRows {
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
  const all: Record<IndexTableName, Row[]> = { ...ownRows(rows, rid, rows.vis), contained: [] };
  for (const one of rows.contained ?? []) {
    const inner = containedRid(rid, one.place);
    const own = ownRows(one, inner, rows.vis);
    for (const name of ownTables) all[name].push(...own[name]);
    all.contained.push([inner, rid, one.place, one.tid, storable(one.id), one.tk, one.sd, one.present]);
  }
  return all;
}

const ownTables = ['tok', 'str', 'dat', 'qty', 'ref'] as const;

/** Places that one resource has for what it contains, which is far more than its size allows. */
const places = 2n ** 20n;

/** Of the rows of a contained resource: told by where it is, and never that of another resource. */
function containedRid(container: bigint, place: number): bigint {
  return -(container * places + BigInt(place));
}

function ownRows(rows: OwnRows, rid: bigint, vis = 0): Record<(typeof ownTables)[number], Row[]> {
  return {
    tok: rows.tok.map((row) => [row.h, rows.sd, rid, row.sys, vis]),
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
