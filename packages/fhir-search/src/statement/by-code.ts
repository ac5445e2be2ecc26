/**
 * Order by a token: code after code of the list of those in use, and of each the resources that have it, in the order in which
 * its key is kept. https://hl7.org/fhir/R4/search.html#sort
 */
import { conjuncts } from '../clause.ts';
import type { Cursor, SearchQuery } from '../search.ts';
import type { ByCode, ByTarget } from '../sort/sort-key.ts';
import { raw, type Sql, sql } from '../sql.ts';
import { type Candidate, column, type Scope } from './candidate.ts';
import { escaped } from './condition.ts';
import { keyedBy } from './keyed-by.ts';
import { absentValue, keyColumn } from './order.ts';

export interface CodedPart {
  readonly key: ByCode;
  readonly cursor: Cursor | undefined;
}

/** Those that have a code. */
export function byCodeSql(query: SearchQuery, { key, cursor }: CodedPart, scope: Scope): Sql {
  const d = scope.alias('d');
  const { type, code } = key.owner;
  const patient = patientOf(query, key);
  const val = column(d, 'val');
  const named = raw(String.raw`replace(${d}.val, '\', '\\')`);
  const list = keyedBy(
    query,
    {
      val,
      h: sql`index_key((select index_secret()), ${patient ? escaped('patient', type, code, String(patient), '') : escaped('code', type, code, '')}::text || ${named})`,
      leads: patient !== undefined,
      everyType: key.everyType,
      // Of several codes the least counts, descending the greatest.
      own: key.single ? undefined : (candidate) => sql`${keyColumn(key, candidate, scope)} = ${val}`,
      at: cursor && sql`${cursor[0]}::text`,
      cursor,
    },
    scope,
  );
  const begin = cursor ? sql` and ${val} ${raw(key.descending ? '<=' : '>=')} ${cursor[0]}::text` : raw('');
  const t = scope.alias('t');
  const down = raw(key.descending ? ' desc' : '');
  const codes = sql`select ${val} from ${codesOf(key)} ${raw(d)} where ${column(d, 'h')} = ${key.h}::int8${begin} order by ${val}${down} offset 0`;
  // As they come: an order that is asked for would look for the one after the last.
  return sql`select ${column(t, 'rid')}, ${val} as k1, ${list.names(t)} from (${codes}) ${raw(d)} cross join lateral (${list.rows}) ${raw(t)} limit ${query.count + 1}::int4`;
}

/** The one patient who is asked for, where there are keys of codes for one. */
function patientOf({ clauses }: SearchQuery, { ofPatients }: ByCode): bigint | undefined {
  const tests = clauses.flatMap(conjuncts).flatMap((clause) => (clause.kind === 'tok' ? [clause.any] : []));
  const found = tests.find(([one, ...more]) => one?.patient !== undefined && more.length === 0);
  return ofPatients && found?.[0]?.patient;
}

/** What it says is true or false needs no list. */
function codesOf({ h, truth }: ByCode): Sql {
  if (truth === undefined) return raw('code_in_use');
  return sql`(select ${h}::int8 as h, v as val from unnest(array['false', 'true'] collate "C") v)`;
}

/** That a resource has none: its values are only read where the parameter has one, which may be a text alone, or lead elsewhere. */
export function lacksCode(key: ByCode | ByTarget, candidate: Candidate, scope: Scope): Sql {
  const parameters = key.by === 'code' ? [key.id] : key.ids;
  const present = scope.condition({ kind: 'present', parameters }, candidate, scope);
  return sql`(not ${present} or ${keyColumn(key, candidate, scope)} = ${absentValue(key)})`;
}
