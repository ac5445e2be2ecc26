/** The resources that have one value of a list, such as a code in use: in the order in which its key is kept, or in that of further keys. */
import { conjuncts, isNarrow } from '../clause.ts';
import type { Cursor, SearchQuery } from '../search.ts';
import { isListed, type SortKey } from '../sort/sort-key.ts';
import { joinSql, raw, type Sql, sql } from '../sql.ts';
import { type Candidate, column, type Scope } from './candidate.ts';
import { every } from './condition.ts';
import { after, keyColumn, keyName, markedRow, orderBy, readsRes } from './order.ts';
import { hasKey, keyCondition, type Source, sourceOf } from './source.ts';

export interface OfList {
  /** The value, of a row of the list. */
  readonly val: Sql;
  /** Its key. */
  readonly h: Sql;
  /** Few have it, fewer than there are of one patient. */
  readonly leads: boolean;
  /** Resources of every type can have it. */
  readonly everyType?: true | undefined;
  /** That it is the value that a candidate is sorted by; absent: none has more than one. */
  readonly own: ((candidate: Candidate) => Sql) | undefined;
  /** The value that the cursor is at. */
  readonly at: Sql | undefined;
  readonly cursor: Cursor | undefined;
}

export interface KeyedRows {
  /** `rid` and the further keys, no more than a page needs. */
  readonly rows: Sql;
  /** These keys, of the rows by an alias, as the second and further ones. */
  readonly names: (alias: string) => Sql;
}

export function keyedBy(query: SearchQuery, of: OfList, scope: Scope): KeyedRows {
  const [next, ...others] = query.sort.slice(1);
  return {
    rows: wayOf(query, of)(query, of, scope),
    names: (alias) =>
      joinSql(
        [next, ...others].map((_, i) => sql`${column(alias, keyName(i))} as ${raw(keyName(i + 1))}`),
        ', ',
      ),
  };
}

function wayOf({ sort: [, next], clauses }: SearchQuery, { leads }: OfList): typeof fromKey {
  if (next?.by === 'id' || next?.by === 'updated') return eitherWay;
  return !leads && clauses.flatMap(conjuncts).some(isNarrow) ? ofOne : fromKey;
}

/** Rows of a value that are read before anything else. */
const few = 5_000;

/** Sorted where they are few; where they are many, the order of `res` is read until a page has the value. */
function eitherWay(query: SearchQuery, of: OfList, scope: Scope): Sql {
  const many = manySql(of, scope);
  const source = sourceOf(query, scope, { res: true, byType: true });
  const has = hasKey(source.candidate.row, of, scope);
  const sorted = fromKey(query, { ...of, only: sql`not ${many}`, gather: true }, scope);
  const walked = rowsSql(query, { ...of, source: { ...source, where: [...source.where, has, many] } }, scope);
  return sql`(${sorted}) union all (${walked})`;
}

/** Of one patient: where few have the value, its key is read, else what the patient has. */
function ofOne(query: SearchQuery, of: OfList, scope: Scope): Sql {
  const many = manySql(of, scope);
  const valued = fromKey(query, { ...of, only: sql`not ${many}`, leads: true }, scope);
  return sql`(${valued}) union all (${fromKey(query, { ...of, only: many }, scope)})`;
}

function manySql(of: OfList, scope: Scope): Sql {
  const q = scope.alias('q');
  const found = sql`select 1 from tok ${raw(q)} where ${keyCondition(q, of)} limit ${few + 1}::int4`;
  return sql`((select count(*) from (${found}) n) > ${few}::int4)`;
}

interface Way {
  /** When at all. */
  readonly only?: Sql;
  /** All are read before they are sorted. */
  readonly gather?: true;
}

function fromKey(query: SearchQuery, of: OfList & Way, scope: Scope): Sql {
  const [first, ...others] = query.sort;
  const source = sourceOf(query, scope, {
    res: (of.own !== undefined && isListed(first)) || others.some(readsRes),
    key: { h: of.h, everyType: of.everyType },
    leads: of.leads,
  });
  const where = of.only ? [...source.where, of.only] : source.where;
  return rowsSql(query, { ...of, source: { ...source, where } }, scope);
}

type Listing = OfList & Way & { readonly source: Source };

function rowsSql({ sort, count }: SearchQuery, { source, val, own, at, cursor, gather }: Listing, scope: Scope): Sql {
  const others = sort.slice(1);
  const { from, where, candidate } = source;
  const rows = others.map((other) => markedRow(other, candidate, scope));
  const columns = others.map(
    (other, i) => sql`${rows[i]?.value ?? keyColumn(other, candidate, scope)} as ${raw(keyName(i))}`,
  );
  const joins = joinSql(
    rows.flatMap((row) => (row ? [row.join] : [])),
    '',
  );
  const all = [
    ...where,
    ...(own ? [own(candidate)] : []),
    ...(cursor && at ? tieBound(others, { val, at, candidate }, cursor) : []),
  ];
  const keyed = sql`select ${column(candidate.row, 'rid')}, ${joinSql(columns, ', ')} from ${from}${joins} where ${every(all)}${raw(gather ? ' offset 0' : '')}`;
  const further = cursor && at ? sql` where (${val} <> ${at} or ${after(others, 'x', cursor.slice(1))})` : raw('');
  return sql`select x.* from (${keyed}) x${further} order by ${orderBy(others, 'x')} limit ${count + 1}::int4`;
}

interface TieAt {
  readonly val: Sql;
  readonly at: Sql;
  readonly candidate: Candidate;
}

/** Of the value of the cursor, its key is read from there on. */
function tieBound([tie, ...more]: readonly SortKey[], { val, at, candidate }: TieAt, cursor: Cursor): Sql[] {
  if (tie?.by !== 'tie' || more.length > 0) return [];
  const [is, any] = tie.descending ? ['<=', '9223372036854775807'] : ['>=', '-9223372036854775808'];
  return [
    sql`${column(candidate.row, 'sd')} ${raw(is)} case when ${val} = ${at} then ${cursor[1]}::int8 else ${raw(`'${any}'::int8`)} end`,
  ];
}
