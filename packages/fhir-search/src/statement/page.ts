/** One page of a search: the keys first, the bodies only of what the page holds. */
import { outcomes } from '@charthouse/fhir-model';
import type { Clause, Group } from '../clause.ts';
import type { Cursor, SearchQuery } from '../search.ts';
import { isListed } from '../sort/sort-key.ts';
import { joinSql, raw, type Sql, sql } from '../sql.ts';
import { byCodeSql } from './by-code.ts';
import { byTargetSql } from './by-target.ts';
import { column, type Scope } from './candidate.ts';
import { every } from './condition.ts';
import { fromLists, listsOf } from './key-lists.ts';
import { after, keyColumn, keyName, listBound, listedRow, markedRow, orderBy, readsRes, tieColumn } from './order.ts';
import { type KeyOfList, rowsOf, sourceOf } from './source.ts';
import { lacksValue, type OrderPart, orderParts } from './split.ts';

export function pageSql(query: SearchQuery, cursor: Cursor | undefined, scope: Scope): Sql {
  const { sort, also, each } = query;
  if (cursor && cursor.length !== sort.length + 1)
    throw outcomes.badRequest('The page link is of another version of the index: search again from the first page.');
  const keys = raw(sort.map((_, i) => `p.${keyName(i)}::text`).join(', '));
  const columns = (list: Listed) =>
    sql`${resultColumns}, array[${keys}] as keys${list.contained ? containerColumns : raw('')}`;
  const own = raw(`, ${sort.map((_, i) => `p.${keyName(i)}`).join(', ')}`);
  const merged = (lists: readonly Sql[]) =>
    sql`select u.* from (${joinSql(lists, ' union all ')}) u order by ${orderBy(sort, 'u')} limit ${query.count + 1}::int4`;
  const from = (list: Listed) =>
    sql`from (${listSql({ ...query, ...list, count: query.count }, cursor, scope)}) p join ${rowsOf(list.contained)} r on r.rid = p.rid`;
  if (each) return merged(each.map((one) => sql`select ${columns(one)}${own} ${from(one)}`));
  if (!also) return sql`select ${columns(query)} ${from(query)} order by ${orderBy(sort, 'p')}`;
  return merged([
    sql`select ${columns(query)}${noContainer}${own} ${from(query)}`,
    sql`select ${columns(also)}${own} ${from(also)}`,
  ]);
}

/** Resources or contained ones, or those of one type, in their order. */
type Listed = Pick<SearchQuery, 'types' | 'clauses' | 'contained' | 'sort' | 'gather' | 'among'>;

/** Rows of a key that are read first, more than fill a page: what is not seen, or does not match, leaves room for others. */
const spare = 10;

/** The keys of a page. Where the first rows of many keys do not fill it, all their rows are read. */
function listSql(query: SearchQuery, cursor: Cursor | undefined, scope: Scope): Sql {
  const { among, walk, count } = query;
  const isOne = orderParts(query, cursor).length <= 1; // of several, the first may not have been read to its end
  if (!among || walk || among.by || !isOne) return partsSql(query, cursor, scope);
  const first = partsSql({ ...query, among: { ...among, most: count + 1 + spare } }, cursor, scope);
  const [f, o] = [raw(scope.alias('f')), raw(scope.alias('o'))];
  return sql`with ${f} as materialized (${first}) select * from ${f} where (select count(*) from ${f}) > ${count}::int4 union all select ${o}.* from (${partsSql(query, cursor, scope)}) ${o} where (select count(*) from ${f}) <= ${count}::int4`;
}

function partsSql(query: SearchQuery, cursor: Cursor | undefined, scope: Scope): Sql {
  const [one, other] = orderParts(query, cursor).map((parts) =>
    mergedSql(
      query,
      parts.map((part) => partSql(query, { cursor, part }, scope)),
    ),
  );
  if (!one) return partSql(query, { cursor }, scope);
  if (!other) return one;
  const first = raw(scope.alias('f'));
  const second = raw(scope.alias('o'));
  return sql`with ${first} as materialized (${one}) select * from ${first} union all select ${second}.* from (${other}) ${second} where (select count(*) from ${first}) <= ${query.count}::int4`;
}

/** Lists that are each in order, as one. */
function mergedSql({ sort, count }: SearchQuery, lists: readonly Sql[]): Sql {
  if (lists.length === 1) return lists[0]!;
  const all = joinSql(
    lists.map((list) => sql`(${list})`),
    ' union all ',
  );
  return sql`select s.* from (${all}) s order by ${orderBy(sort, 's')} limit ${count + 1}::int4`;
}

interface Part {
  readonly cursor: Cursor | undefined;
  readonly part?: OrderPart;
  readonly list?: KeyOfList;
}

function partSql(query: SearchQuery, of: Part, scope: Scope): Sql {
  const listed = of.part?.code;
  if (listed?.by === 'code') return byCodeSql(query, { key: listed, cursor: of.cursor }, scope);
  if (listed?.by === 'target') return byTargetSql(query, { key: listed, cursor: of.cursor }, scope);
  const keyed = query.among || query.walk ? undefined : listsOf(query);
  if (!keyed) return orderedSql(query, of, scope);
  const all = fromLists(keyed, scope, (list) => orderedSql(query, { ...of, list }, scope));
  return sql`select s.* from (${all}) s order by ${orderBy(query.sort, 's')} limit ${query.count + 1}::int4`;
}

function orderedSql(query: SearchQuery, { cursor, part, list: key }: Part, scope: Scope): Sql {
  const { sort } = query;
  const [first] = sort;
  const isList = part?.list !== undefined;
  const { from, where, candidate, at } = sourceOf(query, scope, {
    // Rows in the order of a value lead to a resource by its `rid` alone: `res` tells the `sd` that finds its keys.
    res: isList || isListed(part?.without) || sort.some(readsRes),
    byType: isList || first!.by === 'updated' || first!.by === 'id',
    bounds: part?.bounds ?? [],
    list: key,
  });
  const list = isList && first?.by === 'row' ? listedRow(first, part.list, { row: candidate.row, scope }) : undefined;
  const rows = sort.map((key, i) => (i === 0 && part ? list : markedRow(key, candidate, scope)));
  const values: Sql[] = [];
  for (const [i, key] of sort.entries()) {
    const whole = () =>
      key.by === 'tie' ? tieColumn(first!, values[0]!, candidate) : keyColumn(key, candidate, scope);
    const ofPart = i === 0 ? (part?.value?.(candidate) ?? at) : key.by === 'tie' ? part?.tie(candidate) : undefined;
    values.push(ofPart ?? rows[i]?.value ?? whole());
  }
  const columns = values.map((value, i) => sql`${value} as ${raw(keyName(i))}`);
  const joins = joinSql(
    rows.flatMap((row) => (row ? [row.join] : [])),
    '',
  );
  const all = [
    ...where,
    ...(part?.without ? [lacksValue(part.without, candidate, scope)] : []),
    ...(list && cursor ? [listBound(sort, list, cursor)] : []),
  ];
  const rid = column(list?.alias ?? candidate.row, 'rid');
  const found = sql`select ${rid}, ${joinSql(columns, ', ')} from ${from}${joins} where ${every(all)}`;
  const place = cursor ? sql` where ${after(sort, 's', cursor)}` : raw('');
  const gathered = raw(query.gather ? ' offset 0' : '');
  return sql`select s.* from (${found}${gathered}) s${place} order by ${orderBy(sort, 's')} limit ${query.count + 1}::int4`;
}

/** What a contained resource has besides: where it is. */
const containerColumns = raw(', r.ctid, r.cid, r.place');
const noContainer = raw(', null::int2 as ctid, null::text as cid, null::int4 as place');

/** What every row of a result has, of `res r`. */
export const resultColumns = raw('r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body');

export function totalSql(query: SearchQuery, limit: number | undefined, scope: Scope): Sql {
  const most = limit === undefined ? raw('') : sql` limit ${limit + 1}::int4`;
  return sql`select count(*)::int4 as total from (${matchesSql(query, scope)}${most}) n`;
}

export function estimateSql(query: SearchQuery, scope: Scope): Sql {
  return sql`explain (format json) ${matchesSql(query, scope)}`;
}

/** A row for each match. */
function matchesSql(query: SearchQuery, scope: Scope): Sql {
  const lists = [query, ...(query.also ? [query.also] : [])].map((list) => {
    const { from, where } = sourceOf(withoutFilters(list), scope, { res: false });
    return sql`select 1 from ${from} where ${every(where)}`;
  });
  return joinSql(lists, ' union all ');
}

/** A count meets all rows: what is a filter for a page may be a join for it. */
function withoutFilters({ types, clauses, contained, among }: Group): Group {
  const free = (clause: Clause): Clause => {
    if (clause.kind === 'any') return { ...clause, of: clause.of.map(free) };
    if (clause.kind === 'row') return { ...clause, filter: undefined };
    if (clause.kind !== 'chain' && clause.kind !== 'has') return clause;
    return { ...clause, filter: undefined, group: withoutFilters(clause.group) };
  };
  return { types, clauses: clauses.map(free), among, ...(contained && { contained }) };
}
