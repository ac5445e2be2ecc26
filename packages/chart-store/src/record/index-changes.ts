/** What an update changes in the index tables: rows that stay as they are, are neither deleted nor inserted. */
import type { Row } from '../encode/rows.ts';
import { type IndexedRows, tableRows } from './index-rows.ts';
import { type IndexTable, type IndexTableName, indexTables } from './tables.ts';

export interface RowChanges {
  /** Key columns only. */
  readonly deleted: Row[];
  readonly inserted: Row[];
}

export type IndexChanges = Record<IndexTableName, RowChanges>;

export const indexTableNames = Object.keys(indexTables) as IndexTableName[];

export function emptyChanges(): IndexChanges {
  return Object.fromEntries(
    indexTableNames.map((name) => [name, { deleted: [], inserted: [] }]),
  ) as unknown as IndexChanges;
}

export interface Supersession {
  readonly rid: bigint;
  readonly before: IndexedRows;
  readonly after: IndexedRows;
}

/** Adds to `changes` what turns the rows of `before` into those of `after`. */
export function addIndexChanges(changes: IndexChanges, { rid, before, after }: Supersession): void {
  const old = tableRows(before, rid);
  const next = tableRows(after, rid);
  for (const name of indexTableNames) {
    if (old[name].length) addTableChanges(changes[name], indexTables[name], { old: old[name], next: next[name] });
    else for (const row of next[name]) changes[name].inserted.push(row);
  }
}

/** Rows of one key are deleted together, so they change together. */
function addTableChanges(
  changes: RowChanges,
  table: IndexTable,
  { old, next }: { readonly old: readonly Row[]; readonly next: readonly Row[] },
): void {
  const width = table.keys.length;
  const oldGroups = groupByKey(old, width);
  const nextGroups = groupByKey(next, width);
  for (const [key, rows] of oldGroups) {
    if (sameRows(rows, nextGroups.get(key))) nextGroups.delete(key);
    else changes.deleted.push(rows[0]!.slice(0, width));
  }
  for (const rows of nextGroups.values()) changes.inserted.push(...rows);
}

function groupByKey(rows: readonly Row[], width: number): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = row.slice(0, width).join('\u0000');
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

function sameRows(a: readonly Row[], b: readonly Row[] | undefined): boolean {
  if (!b || a.length !== b.length) return false;
  const text = (row: Row) => row.join('\u0000');
  return a.length === 1 ? text(a[0]!) === text(b[0]!) : a.map(text).sort().join() === b.map(text).sort().join();
}
