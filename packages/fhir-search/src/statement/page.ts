/** One page of a search: the keys first, the bodies only of what the page holds. */
import type { Clause, Group } from '../clause.ts';
import type { Cursor, SearchQuery } from '../search.ts';
import type { SortKey } from '../sort/sort-key.ts';
import { joinSql, raw, type Sql, sql } from '../sql.ts';
import { column, type Scope } from './candidate.ts';
import { every } from './condition.ts';
import { after, boundsAfter, isWhole, keyColumn, keyName, markedRows, orderBy, readsRes } from './order.ts';
import { sourceOf } from './source.ts';

export function pageSql(query: SearchQuery, cursor: Cursor | undefined, scope: Scope): Sql {
  const { sort } = query;
  const source = sourceOf(query, scope, {
    // Rows in the order of a value lead to a resource by its `rid` alone: `res` tells the `sd` that finds its keys.
    res: sort.some((key) => readsRes(key) || isWhole(key)),
    byType: sort[0]!.by === 'updated' || sort[0]!.by === 'id',
    bounds: cursor ? boundsAfter(sort, cursor) : [],
  });
  const rows = sort.map((key) => markedRows(key, source.candidate, scope));
  const columns = sort.map(
    (key, i) => sql`${rows[i]?.value ?? keyColumn(key, source.candidate, scope)} as ${raw(keyName(i))}`,
  );
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
  const page = sql`select s.* from (${found}${all}) s${place} order by ${orderBy(sort, 's')} limit ${query.count + 1}::int4`;
  const keys = raw(sort.map((_, i) => `p.${keyName(i)}::text`).join(', '));
  return sql`select ${resultColumns}, array[${keys}] as keys from (${page}) p join res r on r.rid = p.rid order by ${orderBy(sort, 'p')}`;
}

/** Where rows are the list, the cursor says where to begin: also with several keys. */
function listBounds(sort: readonly SortKey[], list: string, cursor: Cursor): Sql[] {
  if (sort.length === 1) return [];
  return [sql`${column(list, 'val')} ${raw(sort[0]!.descending ? '<=' : '>=')} ${cursor[0]}::text`];
}

/** What every row of a result has, of `res r`. */
export const resultColumns = raw('r.rid, r.tid, r.id, r.ver, (extract(epoch from r.lu) * 1000)::float8 as lu, r.body');

export function totalSql(query: SearchQuery, limit: number | undefined, scope: Scope): Sql {
  const source = sourceOf(withoutFilters(query), scope, { res: false });
  const most = limit === undefined ? raw('') : sql` limit ${limit + 1}::int4`;
  return sql`select count(*)::int4 as total from (select 1 from ${source.from} where ${every(source.where)}${most}) n`;
}

export function estimateSql(query: SearchQuery, scope: Scope): Sql {
  const source = sourceOf(withoutFilters(query), scope, { res: false });
  return sql`explain (format json) select 1 from ${source.from} where ${every(source.where)}`;
}

/** A count meets all rows: what is a filter for a page may be a join for it. */
function withoutFilters({ types, clauses }: Group): Group {
  const free = (clause: Clause): Clause => {
    if (clause.kind === 'row') return { ...clause, filter: undefined };
    if (clause.kind !== 'chain' && clause.kind !== 'has') return clause;
    return { ...clause, filter: undefined, group: withoutFilters(clause.group) };
  };
  return { types, clauses: clauses.map(free) };
}
