/**
 * Order by a reference: what a type of resource has, in the order of ids, and of each what refers to it, in the order in which that
 * key is kept. Only types that are referred to are read. https://hl7.org/fhir/R4/search.html#sort
 */
import type { Cursor, SearchQuery } from '../search.ts';
import type { ByTarget } from '../sort/sort-key.ts';
import { raw, type Sql, sql } from '../sql.ts';
import { column, type Scope } from './candidate.ts';
import { escaped } from './condition.ts';
import { keyedBy } from './keyed-by.ts';
import { keyColumn, keyName } from './order.ts';

export interface ReferringPart {
  readonly key: ByTarget;
  readonly cursor: Cursor | undefined;
}

/** Those that refer to something here. */
export function byTargetSql(query: SearchQuery, { key, cursor }: ReferringPart, scope: Scope): Sql {
  const { sort, count } = query;
  const [u, d, t, f] = ['u', 'd', 't', 'f'].map(scope.alias) as [string, string, string, string];
  const [type, id] = [column(u, 'type'), column(d, 'id')];
  const begin = cursor && beginning(key, cursor[0]!, type);
  const list = keyedBy(
    query,
    {
      val: id,
      h: sql`index_key((select index_secret()), ${column(u, 'prefix')} || ${type} || ${id})`,
      leads: true,
      own: key.single ? undefined : (candidate) => sql`${keyColumn(key, candidate, scope)} = ${type} || ${id}`,
      at: begin?.at,
      cursor,
    },
    scope,
  );
  const from = begin ? sql` and ${id} ${raw(key.descending ? '<=' : '>=')} ${begin.at}` : raw('');
  const down = raw(key.descending ? ' desc' : '');
  const things = sql`select ${id} from res ${raw(d)} where ${column(d, 'tid')} = ${column(u, 'tid')}${from} order by ${id}${down} offset 0`;
  // As they come, here and below: an order that is asked for would look for the one after the last.
  const ofType = sql`select ${column(t, 'rid')}, ${id} as k1, ${list.names(t)} from (${things}) ${raw(d)} cross join lateral (${list.rows}) ${raw(t)} limit ${count + 1}::int4`;
  const others = sort.slice(1).map((_, i) => `${f}.${keyName(i + 1)}`);
  const names = raw([`${u}.type || ${f}.k1 as k1`, ...others].join(', '));
  const types = typesSql(
    key,
    begin && sql`${raw('n.type collate "C"')} ${raw(key.descending ? '<=' : '>=')} ${begin.type}::text`,
    scope,
  );
  return sql`select ${column(f, 'rid')}, ${names} from (${types}) ${raw(u)} cross join lateral (${ofType}) ${raw(f)} limit ${count + 1}::int4`;
}

/** Where the cursor is: in types after its own, before everything. */
function beginning({ descending }: ByTarget, value: string, type: Sql): { readonly type: string; readonly at: Sql } {
  const slash = value.indexOf('/') + 1;
  const before = raw(descending ? `U&'\\+10ffff'` : `''`);
  const own = value.slice(0, slash);
  return { type: own, at: sql`case when ${type} = ${own}::text then ${value.slice(slash)}::text else ${before} end` };
}

/** What the parameter refers to, by type: `Patient/` with the beginning of the keys that do. */
function typesSql({ targets, descending }: ByTarget, bound: Sql | undefined, { typeId }: Scope): Sql {
  const tids = targets.map(({ type }) => typeId(type));
  const types = targets.map(({ type }) => `${type}/`);
  const lists = targets.map(({ h }) => h);
  const prefixes = targets.map(({ owner }) => escaped('reference', owner.type, owner.code, ''));
  const from = bound ? sql` and ${bound}` : raw('');
  return sql`select n.tid, n.type collate "C" as type, n.prefix from unnest(${tids}::int2[], ${types}::text[], ${lists}::int8[], ${prefixes}::text[]) n(tid, type, h, prefix) where exists (select 1 from code_in_use c where c.h = n.h and c.val || '/' = n.type)${from} order by n.type collate "C"${raw(descending ? ' desc' : '')} offset 0`;
}
