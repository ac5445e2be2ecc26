/** The tables that a version writes, as data: their columns in order and the ones an old row is found by. */
import type { Statement } from '../connections/batch.ts';
import type { Column } from '../encode/columns.ts';
import { columnArrays, copyData, type Row } from '../encode/rows.ts';

export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
}

export interface IndexTable extends Table {
  /** The leading columns that an index finds a row by. */
  readonly keys: readonly Column[];
}

export const resTable: Table = {
  name: 'res',
  columns: [
    { name: 'rid', type: 'int8' },
    { name: 'tid', type: 'int2' },
    { name: 'id', type: 'text' },
    { name: 'ver', type: 'int4' },
    { name: 'lu', type: 'timestamptz' },
    { name: 'op', type: '"char"' },
    { name: 'tk', type: 'int8' },
    { name: 'pt', type: 'int8' },
    { name: 'sd', type: 'int8' },
    { name: 'present', type: 'bytea' },
    { name: 'keys', type: 'bytea' },
    { name: 'body', type: 'text' },
  ],
};

export const outboxTable: Table = {
  name: 'outbox',
  columns: [
    { name: 'rid', type: 'int8' },
    { name: 'tid', type: 'int2' },
    { name: 'id', type: 'text' },
    { name: 'ver', type: 'int4' },
    { name: 'op', type: '"char"' },
    { name: 'lu', type: 'timestamptz' },
  ],
};

const h: Column = { name: 'h', type: 'int8' };
const rid: Column = { name: 'rid', type: 'int8' };
const edge: Column = { name: 'edge', type: '"char"' };

const indexTable = (name: string, keys: readonly Column[], others: readonly Column[]): IndexTable => ({
  name,
  keys,
  columns: [...keys, ...others],
});

export const indexTables = {
  tok: indexTable(
    'tok',
    [h, { name: 'sd', type: 'int8' }, rid],
    [
      { name: 'sys', type: 'int4' },
      { name: 'vis', type: 'int4' },
    ],
  ),
  str: indexTable('str', [h, { name: 'val', type: 'text' }, rid], [edge]),
  dat: indexTable('dat', [h, { name: 'lo', type: 'timestamptz' }, { name: 'hi', type: 'timestamptz' }, rid], [edge]),
  qty: indexTable('qty', [h, { name: 'lo', type: 'float8' }, { name: 'hi', type: 'float8' }, rid], [edge]),
  ref: indexTable('ref', [{ name: 'tk', type: 'int8' }, { name: 'p', type: 'int4' }, rid], []),
} as const;

export type IndexTableName = keyof typeof indexTables;

/** From this many rows a COPY is cheaper than array parameters. */
const copyFrom = 100;

export function insertRows(table: Table, rows: readonly Row[]): Statement[] {
  if (!rows.length) return [];
  const names = table.columns.map((column) => column.name).join(', ');
  if (rows.length >= copyFrom) {
    const text = `copy ${table.name} (${names}) from stdin (format binary)`;
    return [{ name: `copy ${table.name}`, text, copy: copyData(table.columns, rows) }];
  }
  const text = `insert into ${table.name} (${names}) select * from unnest(${arrays(table.columns)})`;
  return [{ name: `insert ${table.name}`, text, values: columnArrays(table.columns, rows) }];
}

/** Deletes rows by their keys; `rows` hold the key columns only. */
export function deleteRows(table: IndexTable, rows: readonly Row[]): Statement[] {
  if (!rows.length) return [];
  const names = table.keys.map((column) => column.name);
  const matches = names.map((name) => `t.${name} = k.${name}`).join(' and ');
  const text = `delete from ${table.name} t using unnest(${arrays(table.keys)}) k(${names.join(', ')}) where ${matches}`;
  return [{ name: `delete ${table.name}`, text, values: columnArrays(table.keys, rows) }];
}

/** `$1::int8[], $2::text[], …` */
export function arrays(columns: readonly Column[]): string {
  return columns.map((column, i) => `$${i + 1}::${column.type}[]`).join(', ');
}
