/** The index rows of one resource while they are being collected. */
import type { JsonObject, Resource } from '@charthouse/fhir-model';
import type { DatRow, Edge, QtyRow, StrRow, TokRow } from '../index-rows.ts';
import { furtherSystem } from '../keys.ts';

type Open<Row> = { -readonly [K in keyof Row]: Row[K] } & {
  /** Number of the parameter that sorts by this row; 0: none. */
  readonly sorts: number;
};

export interface Collected {
  readonly resource: Resource;
  readonly tok: TokRow[];
  readonly str: Open<StrRow>[];
  readonly dat: Open<DatRow>[];
  readonly qty: Open<QtyRow>[];
  /** Parameters that have a value. */
  readonly present: Set<number>;
  /** Local reference elements, the keys of their targets and the parameters that cover them. */
  readonly references: Map<JsonObject, { readonly tk: bigint; readonly parameters: number[] }>;
  /** Patients referred to, by code of the parameter. */
  readonly patients: { readonly code: string; readonly key: bigint }[];
  readonly seen: Map<bigint, number>;
  readonly seenText: Set<string>;
}

export function startCollecting(start: Pick<Collected, 'resource'>): Collected {
  return {
    ...start,
    tok: [],
    str: [],
    dat: [],
    qty: [],
    present: new Set(),
    references: new Map(),
    patients: [],
    seen: new Map(),
    seenText: new Set(),
  };
}

/** Adds a key once; with another system once more, marked as a further row. */
export function addTok(out: Collected, h: bigint, sys = 0): void {
  const first = out.seen.get(h);
  if (first === undefined) {
    out.seen.set(h, sys);
    out.tok.push({ h, sys });
    return;
  }
  if (first === sys) return;
  const further = furtherSystem(sys);
  if (!out.tok.some((row) => row.h === h && row.sys === further)) out.tok.push({ h, sys: further });
}

export function addStr(out: Collected, h: bigint, { val, sorts = 0 }: { val: string; sorts?: number }): void {
  const name = `${h}|${val}`;
  if (out.seenText.has(name)) return;
  out.seenText.add(name);
  out.str.push({ h, val, edge: ' ', sorts });
}

export function addDat(
  out: Collected,
  h: bigint,
  { lo, hi, sorts = 0 }: { lo: bigint; hi: bigint; sorts?: number },
): void {
  if (!out.dat.some((row) => row.h === h && row.lo === lo && row.hi === hi))
    out.dat.push({ h, lo, hi, edge: ' ', sorts });
}

export function addQty(
  out: Collected,
  h: bigint,
  { lo, hi, sorts = 0 }: { lo: number; hi: number; sorts?: number },
): void {
  if (!out.qty.some((row) => row.h === h && row.lo === lo && row.hi === hi))
    out.qty.push({ h, lo, hi, edge: ' ', sorts });
}

interface Ends<Row> {
  readonly low: (row: Row) => string | bigint | number;
  readonly high: (row: Row) => string | bigint | number;
}

/** Marks the first and the last value of each parameter that rows sort by. */
export function markEdges<Row extends { edge: Edge; readonly sorts: number }>(
  rows: readonly Row[],
  ends: Ends<Row>,
): void {
  const first = new Map<number, Row>();
  const last = new Map<number, Row>();
  for (const row of rows) {
    if (row.sorts === 0) continue;
    const least = first.get(row.sorts);
    if (!least || ends.low(row) < ends.low(least)) first.set(row.sorts, row);
    const most = last.get(row.sorts);
    if (!most || ends.high(row) > ends.high(most)) last.set(row.sorts, row);
  }
  for (const row of first.values()) row.edge = 'f';
  for (const row of last.values()) row.edge = row.edge === 'f' ? 'b' : 'l';
}
