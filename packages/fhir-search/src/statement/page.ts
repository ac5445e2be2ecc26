/** One page of a search: the keys first, the bodies only of what the page holds. */
import type { Clause, Group } from '../clause.ts';
import type { Cursor, SearchQuery } from '../search.ts';
import type { SortKey } from '../sort/sort-key.ts';
import { joinSql, raw, type Sql, sql } from '../sql.ts';
import { column, type Scope } from './candidate.ts';
import { every } from './condition.ts';
import { type DatedPart, datedParts } from './dated.ts';
import { fromLists, listsOf } from './key-lists.ts';
import { after, isWhole, keyColumn, keyName, markedRows, orderBy, readsRes } from './order.ts';
import { type KeyOfList, rowsOf, sourceOf } from './source.ts';

export function pageSql(query: SearchQuery, cursor: Cursor | undefined, scope: Scope): Sql {
  const { sort, also } = query;
  const keys = raw(sort.map((_, i) => `p.${keyName(i)}::text`).join(', '));
  const columns = (list: Listed) =>
    sql`${resultColumns}, array[${keys}] as keys${list.contained ? containerColumns : raw('')}`;
  const from = (list: Listed) =>
    sql`from (${listSql({ ...query, ...list }, cursor, scope)}) p join ${rowsOf(list.contained)} r on r.rid = p.rid`;
  if (!also) return sql`select ${columns(query)} ${from(query)} order by ${orderBy(sort, 'p')}`;
  const own = raw(`, ${sort.map((_, i) => `p.${keyName(i)}`).join(', ')}`);
  const others = sql`select ${columns(query)}${noContainer}${own} ${from(query)}`;
  return sql`select u.* from (${others} union all select ${columns(also)}${own} ${from(also)}) u order by ${orderBy(sort, 'u')} limit ${query.count + 1}::int4`;
}

/** Resources or contained ones, in their order. */
type Listed = Pick<SearchQuery, 'types' | 'clauses' | 'contained' | 'sort'>;

/** The keys of a page. */
function listSql(query: SearchQuery, cursor: Cursor | undefined, scope: Scope): Sql {
  const [one, other] = datedParts(query.sort, cursor);
  if (!one) return partSql(query, { cursor }, scope);
  if (!other) return partSql(query, { cursor, part: one }, scope);
  const first = raw(scope.alias('f'));
  const second = raw(scope.alias('o'));
  return sql`with ${first} as materialized (${partSql(query, { cursor, part: one }, scope)}) select * from ${first} union all select ${second}.* from (${partSql(query, { cursor, part: other }, scope)}) ${second} where (select count(*) from ${first}) <= ${query.count}::int4`;
}

interface Part {
  readonly cursor: Cursor | undefined;
  readonly part?: DatedPart;
  readonly list?: KeyOfList;
}

function partSql(query: SearchQuery, of: Part, scope: Scope): Sql {
  const keyed = listsOf(query);
  if (!keyed) return orderedSql(query, of, scope);
  const all = fromLists(keyed, scope, (list) => orderedSql(query, { ...of, list }, scope));
  return sql`select s.* from (${all}) s order by ${orderBy(query.sort, 's')} limit ${query.count + 1}::int4`;
}

function orderedSql(query: SearchQuery, { cursor, part, list: key }: Part, scope: Scope): Sql {
  const { sort } = query;
  const source = sourceOf(query, scope, {
    // Rows in the order of a value lead to a resource by its `rid` alone: `res` tells the `sd` that finds its keys.
    res: sort.some((key) => readsRes(key) || isWhole(key)),
    byType: sort[0]!.by === 'updated' || sort[0]!.by === 'id',
    bounds: part?.bounds ?? [],
    list: key,
  });
  const rows = sort.map((key) => markedRows(key, source.candidate, scope));
  const valueAs = (key: SortKey, i: number) =>
    (i === 0 && part?.value(source.candidate)) || (rows[i]?.value ?? keyColumn(key, source.candidate, scope));
  const columns = sort.map((key, i) => sql`${valueAs(key, i)} as ${raw(keyName(i))}`);
  const joins = joinSql(
    rows.flatMap((row) => (row ? [row.join] : [])),
    '',
  );
  const list = isWhole(sort[0]!) ? rows[0]?.alias : undefined;
  const rid = column(list ?? source.candidate.row, 'rid');
  const where = [...source.where, ...(list && cursor ? listBounds(sort, list, cursor) : [])];
  const found = sql`select ${rid}, ${joinSql(columns, ', ')} from ${source.from}${joins} where ${every(where)}`;
  const place = cursor ? sql` where ${after(sort, 's', cursor)}` : raw('');
  const all = raw(query.gather ? ' offset 0' : '');
  return sql`select s.* from (${found}${all}) s${place} order by ${orderBy(sort, 's')} limit ${query.count + 1}::int4`;
}

/** What a contained resource has besides: where it is. */
const containerColumns = raw(', r.ctid, r.cid, r.place');
const noContainer = raw(', null::int2 as ctid, null::text as cid, null::int4 as place');

/** Where rows are the list, the cursor says where to begin: also with several keys. */
function listBounds(sort: readonly SortKey[], list: string, cursor: Cursor): Sql[] {
  if (sort.length === 1) return [];
  return [sql`${column(list, 'val')} ${raw(sort[0]!.descending ? '<=' : '>=')} ${cursor[0]}::text`];
}

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
function withoutFilters({ types, clauses, contained }: Group): Group {
  const free = (clause: Clause): Clause => {
    if (clause.kind === 'any') return { ...clause, of: clause.of.map(free) };
    if (clause.kind === 'row') return { ...clause, filter: undefined };
    if (clause.kind !== 'chain' && clause.kind !== 'has') return clause;
    return { ...clause, filter: undefined, group: withoutFilters(clause.group) };
  };
  return { types, clauses: clauses.map(free), ...(contained && { contained }) };
}
