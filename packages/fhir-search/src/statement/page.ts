/** One page of a search: the keys first, the bodies only of what the page holds. */
import type { Clause, Group } from '../clause.ts';
import type { Cursor, SearchQuery } from '../search.ts';
import { joinSql, raw, type Sql, sql } from '../sql.ts';
import { column, type Scope } from './candidate.ts';
import { every } from './condition.ts';
import { after, boundsAfter, keyColumn, keyName, orderBy, readsRes } from './order.ts';
import { sourceOf } from './source.ts';

export function pageSql(query: SearchQuery, cursor: Cursor | undefined, scope: Scope): Sql {
  const { sort } = query;
  const source = sourceOf(query, scope, {
    res: sort.some(readsRes),
    byType: sort[0]!.by === 'updated' || sort[0]!.by === 'id',
    bounds: cursor ? boundsAfter(sort, cursor) : [],
  });
  const columns = sort.map((key, i) => sql`${keyColumn(key, source.candidate, scope)} as ${raw(keyName(i))}`);
  const found = sql`select ${column(source.candidate.row, 'rid')}, ${joinSql(columns, ', ')} from ${source.from} where ${every(source.where)}`;
  const place = cursor ? sql` where ${after(sort, 's', cursor)}` : raw('');
  const page = sql`select s.* from (${found}) s${place} order by ${orderBy(sort, 's')} limit ${query.count + 1}::int4`;
  const keys = raw(sort.map((_, i) => `p.${keyName(i)}::text`).join(', '));
  return sql`select ${resultColumns}, array[${keys}] as keys from (${page}) p join res r on r.rid = p.rid order by ${orderBy(sort, 'p')}`;
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
