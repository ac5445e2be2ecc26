/**
 * Order by a token: code after code of the list of those in use, and of each the resources that have it, in the order in which
 * its key is kept. https://hl7.org/fhir/R4/search.html#sort
 */
import type { Cursor, SearchQuery } from '../search.ts';
import type { ByCode, SortKey } from '../sort/sort-key.ts';
import { joinSql, raw, type Sql, sql } from '../sql.ts';
import { type Candidate, column, type Scope } from './candidate.ts';
import { escaped, every } from './condition.ts';
import { absentValue, after, keyColumn, keyName, markedRow, orderBy, readsRes } from './order.ts';
import { sourceOf } from './source.ts';

export interface CodedPart {
  readonly key: ByCode;
  readonly cursor: Cursor | undefined;
}

/** Those that have a code. */
export function byCodeSql(query: SearchQuery, { key, cursor }: CodedPart, scope: Scope): Sql {
  const { sort, count } = query;
  const [, ...others] = sort;
  const [d, t] = [scope.alias('d'), scope.alias('t')];
  const { type, code } = key.owner;
  const named = raw(String.raw`replace(${d}.val, '\', '\\')`);
  const h = sql`index_key((select index_secret()), ${escaped('code', type, code, '')}::text || ${named})`;
  const { from, where, candidate } = sourceOf(query, scope, {
    res: !key.single || others.some(readsRes),
    key: { h },
  });
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
    // Of several codes the least counts, descending the greatest.
    ...(key.single ? [] : [sql`${keyColumn(key, candidate, scope)} = ${column(d, 'val')}`]),
    ...(cursor ? tieBound(sort, { d, candidate }, cursor) : []),
  ];
  const names = joinSql(
    others.map((_, i) => sql`${column(t, keyName(i))} as ${raw(keyName(i + 1))}`),
    ', ',
  );
  const coded = sql`select ${column(candidate.row, 'rid')}, ${joinSql(columns, ', ')} from ${from}${joins} where ${every(all)}`;
  const further = cursor
    ? sql` where (${column(d, 'val')} <> ${cursor[0]}::text or ${after(others, 'x', cursor.slice(1))})`
    : raw('');
  const found = sql`select x.* from (${coded}) x${further} order by ${orderBy(others, 'x')} limit ${count + 1}::int4`;
  const begin = cursor
    ? sql` and ${column(d, 'val')} ${raw(key.descending ? '<=' : '>=')} ${cursor[0]}::text`
    : raw('');
  const list = sql`select ${column(t, 'rid')}, ${column(d, 'val')} as k1, ${names} from ${codesOf(key)} ${raw(d)} cross join lateral (${found}) ${raw(t)} where ${column(d, 'h')} = ${key.h}::int8${begin}`;
  const place = cursor ? sql` where ${after(sort, 's', cursor)}` : raw('');
  return sql`select s.* from (${list}) s${place} order by ${orderBy(sort, 's')} limit ${count + 1}::int4`;
}

/** What it says is true or false needs no list. */
function codesOf({ h, truth }: ByCode): Sql {
  if (truth === undefined) return raw('code_in_use');
  return sql`(select ${h}::int8 as h, v as val from unnest(array['false', 'true'] collate "C") v)`;
}

/** Of the code of the cursor, its key is read from there on. */
function tieBound(
  [, tie, ...more]: readonly SortKey[],
  { d, candidate }: { readonly d: string; readonly candidate: Candidate },
  cursor: Cursor,
): Sql[] {
  if (tie?.by !== 'tie' || more.length > 0) return [];
  const [is, any] = tie.descending ? ['<=', '9223372036854775807'] : ['>=', '-9223372036854775808'];
  return [
    sql`${column(candidate.row, 'sd')} ${raw(is)} case when ${column(d, 'val')} = ${cursor[0]}::text then ${cursor[1]}::int8 else ${raw(`'${any}'::int8`)} end`,
  ];
}

/** That a resource has none: the body is only read where the parameter has a value, which may be a text alone. */
export function lacksCode(key: ByCode, candidate: Candidate, scope: Scope): Sql {
  const present = scope.condition({ kind: 'present', parameters: [key.id] }, candidate, scope);
  return sql`(not ${present} or ${keyColumn(key, candidate, scope)} = ${absentValue(key)})`;
}
