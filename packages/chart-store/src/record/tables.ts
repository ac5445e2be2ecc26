/** The tables that a version writes, as data: their columns in order and the ones an old row is found by. */
import type { Statement } from '../connections/messages.ts';
import type { Column } from '../encode/columns.ts';
import { arrayParameters, valueParameters } from '../encode/parameters.ts';
import type { Row } from '../encode/rows.ts';

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
    { name: 'vis', type: 'int4' },
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
  contained: indexTable(
    'contained',
    [rid],
    [
      { name: 'container', type: 'int8' },
      { name: 'place', type: 'int4' },
      { name: 'tid', type: 'int2' },
      { name: 'id', type: 'text' },
      { name: 'tk', type: 'int8' },
      { name: 'sd', type: 'int8' },
      { name: 'present', type: 'bytea' },
    ],
  ),
  ref: indexTable('ref', [{ name: 'tk', type: 'int8' }, { name: 'p', type: 'int4' }, rid], []),
} as const;

export type IndexTableName = keyof typeof indexTables;

/** Up to this many rows, values of their own are cheaper than a COPY, and single statements cheaper than a join. */
export const few = 16;

export function insertRows(table: Table, rows: readonly Row[]): Statement[] {
  if (!rows.length) return [];
  const { name, columns } = table;
  const into = `${name} (${columns.map((column) => column.name).join(', ')})`;
  if (rows.length > few) {
    return [{ name: `copy ${name}`, text: `copy ${into} from stdin (format binary)`, copy: { columns, rows } }];
  }
  const text = `insert into ${into} values ${rows.map((_, i) => tuple(columns, i)).join(', ')}`;
  return [{ name: `insert ${name} ${rows.length}`, text, parameters: valueParameters({ columns, rows }) }];
}

/** Deletes rows by their keys; `rows` hold the key columns only. */
export function deleteRows(table: IndexTable, rows: readonly Row[]): Statement[] {
  const { name, keys } = table;
  const own = keys.map((key) => `t.${key.name}`);
  if (rows.length > few) {
    const given = keys.map((key) => `k.${key.name}`);
    const text = `delete from ${name} t using ${unnest(keys)} where ${same(own, given)}`;
    return [{ name: `delete many ${name}`, text, parameters: arrayParameters({ columns: keys, rows }) }];
  }
  const given = keys.map((key, i) => `$${i + 1}::${key.type}`);
  const text = `delete from ${name} t where ${same(own, given)}`;
  return rows.map((row) => ({
    name: `delete ${name}`,
    text,
    parameters: valueParameters({ columns: keys, rows: [row] }),
  }));
}

/**
 * That two lists of columns are equal, told so that only the index of just these columns finds it: the last, by which another index
 * begins, as the end of a range. Of an equality there the planner may take that index, as long as it has no statistics, and meet all
 * rows of a resource for each key; of the range alone it may go through the whole of it.
 */
function same(one: readonly string[], other: readonly string[]): string {
  const equal = one.slice(0, -1).map((column, i) => `${column} = ${other[i]} and `);
  const [own, given] = [one.join(', '), other.join(', ')];
  return `${equal.join('')}(${own}) >= (${given}) and (${own}) <= (${given})`;
}

/** `unnest($1::int8[], …) k(rid, …)`: one array parameter per column. */
export function unnest(columns: readonly Column[]): string {
  const arrays = columns.map((column, i) => `$${i + 1}::${column.type}[]`);
  return `unnest(${arrays.join(', ')}) k(${columns.map((column) => column.name).join(', ')})`;
}

/** `($7::int8, $8::text, …)` for the row with this index. */
function tuple(columns: readonly Column[], row: number): string {
  return `(${columns.map((column, i) => `$${row * columns.length + i + 1}::${column.type}`).join(', ')})`;
}
