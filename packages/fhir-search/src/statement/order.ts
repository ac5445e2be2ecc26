/** Sort keys as columns, as an order, and as the place after a row. */
import { noDate } from '../index-rows.ts';
import { type ByBody, type ByCode, type ByRow, isListed, type SortKey } from '../sort/sort-key.ts';
import { joinSql, raw, type Sql, sql } from '../sql.ts';
import { indexedLength } from '../types/uri/partial.ts';
import { bodyOf, type Candidate, column, type Scope } from './candidate.ts';
import { leastTarget } from './least-target.ts';
import { metresSql } from './near.ts';

/** True for keys that only `res` has. */
export function readsRes(key: SortKey): boolean {
  return key.by === 'updated' || key.by === 'id' || key.by === 'body' || isListed(key);
}

/** A row of each candidate, joined. */
export interface JoinedRow {
  readonly alias: string;
  /** ` left join str k1 on …` */
  readonly join: Sql;
  /** The key's value. */
  readonly value: Sql;
}

/** The row that is marked as the value of each candidate, where it has one. */
export function markedRow(key: SortKey, { row }: Candidate, scope: Scope): JoinedRow | undefined {
  if (key.by !== 'row' || !key.marked) return undefined;
  const alias = scope.alias('k');
  const [h, ...more] = key.h;
  const keyed = more.length === 0 ? sql`= ${h}::int8` : sql`= any(${key.h}::int8[])`;
  return {
    alias,
    join: sql` left join ${raw(key.table)} ${raw(alias)} on ${column(alias, 'rid')} = ${column(row, 'rid')} and ${column(alias, 'h')} ${keyed} and ${edges(key, alias)}`,
    value: sql`coalesce(${raw(sortedValue(key, alias))}, ${absentValue(key)})`,
  };
}

/** The marked rows of one key, in the order of their values. */
export function listedRow(key: ByRow, h: bigint, { row, scope }: { row: string; scope: Scope }): JoinedRow {
  const alias = scope.alias('k');
  const some = raw(key.table === 'str' ? ` and ${alias}.val > ''` : '');
  return {
    alias,
    join: sql` join ${raw(key.table)} ${raw(alias)} on ${column(alias, 'rid')} = ${column(row, 'rid')} and ${column(alias, 'h')} = ${h}::int8 and ${edges(key, alias)}${some}`,
    value: raw(listedValue(key, alias)),
  };
}

/** `rid` of the first of them. */
export function firstListed(key: ByRow, h: bigint, limit: number): Sql {
  const value = raw(`${listedValue(key, 'k')}${key.descending ? ' desc' : ''}`);
  return sql`select k.rid from ${raw(key.table)} k where k.h = ${h}::int8 and ${edges(key, 'k')} order by ${value} limit ${limit}::int4`;
}

/** Where the list goes on after the cursor. */
export function listBound(sort: readonly SortKey[], { alias, value }: JoinedRow, cursor: readonly string[]): Sql {
  const [key, tie, ...more] = sort;
  const at = sql`${cursor[0]}::${raw(castOf(key!))}`;
  const is = raw(key!.descending ? '<' : '>');
  if (tie?.by !== 'tie' || more.length > 0) return sql`${value} ${is}= ${at}`;
  return sql`(${value}, ${column(alias, 'rid')}) ${is} (${at}, ${cursor[2]}::int8)`;
}

function edges({ descending }: ByRow, alias: string): Sql {
  return sql`${column(alias, 'edge')} in ${raw(descending ? `('l', 'b')` : `('f', 'b')`)}`;
}

/** The key's value of a candidate. */
export function keyColumn(key: SortKey, { row, res, contained }: Candidate, scope: Scope): Sql {
  switch (key.by) {
    case 'primary':
      if (key.descending) return sql`greatest(${column(row, 'sd')}, ${noDate}::int8)`;
      return sql`case when ${column(row, 'sd')} <= ${noDate}::int8 then ${absentValue(key)} else ${column(row, 'sd')} end`;
    case 'tie':
      return column(row, 'sd');
    case 'updated':
      return column(res!, 'lu');
    case 'id':
      return column(res!, 'id');
    case 'row': {
      const x = scope.alias('k');
      const found = sql`${column(x, 'rid')} = ${column(row, 'rid')} and ${column(x, 'h')} = any(${key.h}::int8[])`;
      const value = `${key.descending ? 'max' : 'min'}(${sortedValue(key, x)})`;
      return sql`coalesce((select ${raw(value)} from ${raw(key.table)} ${raw(x)} where ${found}), ${absentValue(key)})`;
    }
    case 'code':
      return key.truth === undefined
        ? textColumn(key, { res, contained }, scope)
        : sql`case when ${scope.condition({ kind: 'tok', any: [{ h: key.truth }] }, { row, res }, scope)} then 'true' else 'false' end`;
    case 'body':
      return textColumn(key, { res, contained }, scope);
    case 'target':
      return sql`coalesce((${leastTarget(key, row, scope)}), ${absentValue(key)})`;
    case 'distance':
      return sql`coalesce((${metresSql(key, row, scope)}), ${absentValue(key)})`;
  }
}

type InBody = Pick<Candidate, 'res' | 'contained'>;

function textColumn(key: ByCode | ByBody, { res, contained }: InBody, scope: Scope): Sql {
  const whole = bodyOf(res!);
  const body = contained ? sql`(${whole} -> 'contained' -> ${column(res!, 'place')})` : whole;
  const found = joinSql(
    key.paths.map((path) => sql`select jsonb_path_query(${body}, ${path}::jsonpath) #>> '{}'`),
    ' union all ',
  );
  const x = scope.alias('k');
  // Longer ones are in no list.
  const listed = raw(key.by === 'code' ? ` where length(${x}.v) <= ${indexedLength}` : '');
  return sql`coalesce((select ${raw(key.descending ? 'max' : 'min')}(${raw(x)}.v collate "C") from (${found}) ${raw(x)}(v)${listed}), ${absentValue(key)})`;
}

/** Keeps what has a value in the order of writing: only what has none is told apart. */
export function tieColumn(first: SortKey, value: Sql, { row }: Candidate): Sql {
  if (isListed(first)) return column(row, 'sd');
  return sql`case when ${value} = ${absentValue(first)} then ${column(row, 'sd')} else 0::int8 end`;
}

/** The value of a row; null for an empty text. */
function sortedValue(key: ByRow, alias: string): string {
  return key.table === 'str' ? `nullif(${alias}.val, '')` : listedValue(key, alias);
}

/** As the indexes have it. Numbers are the middle of their range; `<5` sorts by 5, which is all that is known of it. */
function listedValue({ table }: ByRow, alias: string): string {
  if (table === 'str') return `${alias}.val`;
  if (table === 'dat') return `${alias}.lo`;
  return `case when ${alias}.lo = '-infinity' then ${alias}.hi when ${alias}.hi = 'infinity' then ${alias}.lo else ${alias}.lo / 2 + ${alias}.hi / 2 end`;
}

/** What stands for no value: beyond all values, in the direction of the key. As text in a cursor, and in a statement. */
const beyond = {
  int8: { last: ['9223372036854775807', '9223372036854775807::int8'], first: [`${noDate}`, `${noDate}::int8`] },
  timestamptz: { last: ['infinity', `'infinity'::timestamptz`], first: ['-infinity', `'-infinity'::timestamptz`] },
  float8: { last: ['infinity', `'infinity'::float8`], first: ['-infinity', `'-infinity'::float8`] },
  text: { last: ['\u{10ffff}', `U&'\\+10ffff'`], first: ['', `''`] },
} as const;

export function absentValue(key: SortKey): Sql {
  return raw(beyond[castOf(key)][key.descending ? 'first' : 'last'][1]);
}

/** That a value of a cursor stands for none. */
export function isAbsent(key: SortKey, value: string): boolean {
  return value.toLowerCase() === beyond[castOf(key)][key.descending ? 'first' : 'last'][0];
}

function castOf(key: SortKey): keyof typeof beyond {
  if (key.by === 'primary' || key.by === 'tie') return 'int8';
  if (key.by === 'updated') return 'timestamptz';
  if (key.by === 'distance') return 'float8';
  if (key.by === 'row') return ({ str: 'text', dat: 'timestamptz', qty: 'float8' } as const)[key.table];
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
