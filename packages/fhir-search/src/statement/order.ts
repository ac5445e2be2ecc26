/** Sort keys as columns, as an order, and as the place after a row. */
import { noDate } from '../index-rows.ts';
import type { SortKey } from '../sort/sort-key.ts';
import { joinSql, raw, type Sql, sql } from '../sql.ts';
import { bodyOf, type Candidate, column, type Scope } from './candidate.ts';

/** True for keys that only `res` has. */
export function readsRes(key: SortKey): boolean {
  return key.by === 'updated' || key.by === 'id' || key.by === 'body';
}

type ByRow = Extract<SortKey, { by: 'row' }>;

/** The marked row of each candidate, joined. */
export interface MarkedRows {
  readonly alias: string;
  /** ` left join str k1 on …` */
  readonly join: Sql;
  /** The key's value. */
  readonly value: Sql;
}

export function isWhole(key: SortKey): boolean {
  return key.by === 'row' && key.whole === true;
}

export function markedRows(key: SortKey, { row }: Candidate, scope: Scope): MarkedRows | undefined {
  if (key.by !== 'row' || !key.marked) return undefined;
  const alias = scope.alias('k');
  const [h, ...more] = key.h;
  const keyed = more.length === 0 ? sql`= ${h}::int8` : sql`= any(${key.h}::int8[])`;
  const edges = raw(key.descending ? `('l', 'b')` : `('f', 'b')`);
  const value = raw(sortedValue(key, alias));
  return {
    alias,
    join: sql` ${raw(key.whole ? '' : 'left ')}join ${raw(key.table)} ${raw(alias)} on ${column(alias, 'rid')} = ${column(row, 'rid')} and ${column(alias, 'h')} ${keyed} and ${column(alias, 'edge')} in ${edges}`,
    value: key.whole ? value : sql`coalesce(${value}, ${raw(least[key.table])})`,
  };
}

/** The key's value of a candidate; absent is the least value there is. */
export function keyColumn(key: SortKey, { row, res, contained }: Candidate, scope: Scope): Sql {
  switch (key.by) {
    case 'primary':
      return sql`greatest(${column(row, 'sd')}, ${noDate}::int8)`;
    case 'updated':
      return column(res!, 'lu');
    case 'id':
      return column(res!, 'id');
    case 'row': {
      const x = scope.alias('k');
      const found = sql`${column(x, 'rid')} = ${column(row, 'rid')} and ${column(x, 'h')} = any(${key.h}::int8[])`;
      const value = `${key.descending ? 'max' : 'min'}(${sortedValue(key, x)})`;
      return sql`coalesce((select ${raw(value)} from ${raw(key.table)} ${raw(x)} where ${found}), ${raw(least[key.table])})`;
    }
    case 'body': {
      const whole = bodyOf(res!);
      const body = contained ? sql`(${whole} -> 'contained' -> ${column(res!, 'place')})` : whole;
      const found = joinSql(
        key.paths.map((path) => sql`select jsonb_path_query(${body}, ${path}::jsonpath) #>> '{}'`),
        ' union all ',
      );
      const x = scope.alias('k');
      return sql`coalesce((select ${raw(key.descending ? 'max' : 'min')}(${raw(x)}.v collate "C") from (${found}) ${raw(x)}(v)), '')`;
    }
  }
}

/** `<5` sorts by 5, which is all that is known of it. */
function sortedValue({ table, descending }: ByRow, alias: string): string {
  if (table === 'str') return `${alias}.val`;
  const [end, other] = descending ? ['hi', 'lo'] : ['lo', 'hi'];
  if (table === 'dat') return `${alias}.${end}`;
  return `case when abs(${alias}.${end}) = 'infinity' then ${alias}.${other} else ${alias}.${end} end`;
}

const least = { str: `''`, dat: `'-infinity'::timestamptz`, qty: `'-infinity'::float8` } as const;

function castOf(key: SortKey): string {
  if (key.by === 'primary') return 'int8';
  if (key.by === 'updated') return 'timestamptz';
  if (key.by === 'row') return { str: 'text', dat: 'timestamptz', qty: 'float8' }[key.table];
  return 'text';
}

/** Names of the key columns. */
export function keyName(i: number): string {
  return `k${i + 1}`;
}

/** `rid` decides between equals, in the direction of the last key. */
export function orderBy(keys: readonly SortKey[], alias: string): Sql {
  const parts = keys.map((key, i) => `${alias}.${keyName(i)}${key.descending ? ' desc' : ''}`);
  return raw([...parts, `${alias}.rid${keys.at(-1)!.descending ? ' desc' : ''}`].join(', '));
}

/** Rows after the cursor: its values are those of the keys and the `rid`. */
export function after(keys: readonly SortKey[], alias: string, cursor: readonly string[]): Sql {
  const columns = [...keys.map((_, i) => column(alias, keyName(i))), column(alias, 'rid')];
  const values = [...keys.map((key, i) => sql`${cursor[i]}::${raw(castOf(key))}`), sql`${cursor[keys.length]}::int8`];
  const directions = [...keys.map((key) => key.descending), keys.at(-1)!.descending];
  if (directions.every((descending) => descending === directions[0]))
    return sql`(${joinSql(columns, ', ')}) ${raw(directions[0] ? '<' : '>')} (${joinSql(values, ', ')})`;
  const steps = columns.map((one, i) => {
    const equal = columns.slice(0, i).map((before, j) => sql`${before} = ${values[j]}`);
    return sql`(${joinSql([...equal, sql`${one} ${raw(directions[i] ? '<' : '>')} ${values[i]}`], ' and ')})`;
  });
  return sql`(${joinSql(steps, ' or ')})`;
}
