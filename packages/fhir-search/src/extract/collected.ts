/** The index rows of one resource while they are being collected: each once, in time that grows with their number only. */
import { type JsonObject, outcomes, type Resource } from '@charthouse/fhir-model';
import type { CodeInUse, DatRow, Edge, QtyRow, RefRow, StrRow, TokRow } from '../index-rows.ts';
import { furtherSystem } from '../keys.ts';

type Open<Row> = { -readonly [K in keyof Row]: Row[K] } & {
  /** Number of the parameter that sorts by this row; 0: none. */
  readonly sorts: number;
};

/** The values seen with a key; most keys have one, for which no set is made. */
export type Seen = Map<bigint, number | string | Set<number | string>>;

export interface Collected {
  readonly resource: Resource;
  /** `Type/id` of the resource, of a contained one that of what contains it. */
  readonly name: string;
  /** Types by the id that a reference `#id` names; ``: what contains it. */
  readonly fragments: ReadonlyMap<string, string>;
  readonly tok: TokRow[];
  readonly str: Open<StrRow>[];
  readonly dat: Open<DatRow>[];
  readonly codes: CodeInUse[];
  readonly qty: Open<QtyRow>[];
  /** Parameters that have a value. */
  readonly present: Set<number>;
  /** Local reference elements, the keys of their targets and the parameters that cover them. */
  readonly references: Map<JsonObject, { readonly tk: bigint; readonly parameters: number[] }>;
  /** Canonical references that a parameter covers. */
  readonly canonicals: RefRow[];
  /** Patients referred to, by code of the parameter. */
  readonly patients: { readonly code: string; readonly key: bigint }[];
  readonly systems: Seen;
  readonly values: Seen;
  /** Rows that it may have at most. */
  readonly limit: number;
  rows: number;
}

export interface Collecting {
  readonly resource: Resource;
  readonly name: string;
  readonly fragments: ReadonlyMap<string, string>;
  readonly limit: number;
}

export function startCollecting(collecting: Collecting): Collected {
  return {
    ...collecting,
    tok: [],
    str: [],
    dat: [],
    codes: [],
    qty: [],
    present: new Set(),
    references: new Map(),
    canonicals: [],
    patients: [],
    systems: new Map(),
    values: new Map(),
    rows: 0,
  };
}

/** Counts a row, so that a resource with too many is refused while they are few enough. @throws OutcomeError 413 */
export function countRow(out: Collected): void {
  if (++out.rows > out.limit)
    throw outcomes.tooLarge(
      `The resource has more than ${out.limit} values that can be searched for, as many as this server takes in one (setting CHARTHOUSE_INDEX_ROWS_LIMIT). Split it.`,
    );
}

/** How a value stands to those seen with its key before. */
export function see(seen: Seen, key: bigint, value: number | string): 'first' | 'further' | 'again' {
  const known = seen.get(key);
  if (known === undefined) {
    seen.set(key, value);
    return 'first';
  }
  if (known === value) return 'again';
  if (!(known instanceof Set)) {
    seen.set(key, new Set([known, value]));
    return 'further';
  }
  if (known.has(value)) return 'again';
  known.add(value);
  return 'further';
}

/** Adds a key once; with another system once more, marked as a further row. */
export function addTok(out: Collected, h: bigint, sys = 0): void {
  const found = see(out.systems, h, sys);
  if (found === 'again') return;
  countRow(out);
  out.tok.push({ h, sys: found === 'first' ? sys : furtherSystem(sys) });
}

export function addStr(out: Collected, h: bigint, { val, sorts = 0 }: { val: string; sorts?: number }): void {
  if (see(out.values, h, val) === 'again') return;
  countRow(out);
  out.str.push({ h, val, edge: ' ', sorts });
}

export function addDat(
  out: Collected,
  h: bigint,
  { lo, hi, sorts = 0 }: { lo: bigint; hi: bigint; sorts?: number },
): void {
  if (see(out.values, h, `${lo}|${hi}`) === 'again') return;
  countRow(out);
  out.dat.push({ h, lo, hi, edge: ' ', sorts });
}

export function addQty(
  out: Collected,
  h: bigint,
  { lo, hi, sorts = 0 }: { lo: number; hi: number; sorts?: number },
): void {
  if (see(out.values, h, lo === hi ? lo : `${lo}|${hi}`) === 'again') return;
  countRow(out);
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
  if (rows.length === 0) return;
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
