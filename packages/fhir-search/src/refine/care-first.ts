/**
 * Who sees the charts of few patients only would walk through all that others have to fill a page of what is frequent. Where no
 * condition leads to few rows, what these patients have is read first, and the conditions are tried on it.
 */
import { type Among, type Clause, conjuncts, type TokTest } from '../clause.ts';
import { patientsSql, reachedOf } from '../permit/reached.ts';
import type { SearchQuery } from '../search.ts';
import type { SortBy } from '../sort/sort-key.ts';
import { joinSql, raw, type Sql, sql } from '../sql.ts';
import type { Scope } from '../statement/candidate.ts';
import { isOfKeys } from '../statement/key-lists.ts';
import { keyCondition } from '../statement/source.ts';
import { keyedSql } from './look.ts';
import type { Run } from './refine.ts';

/** Keys of what patients have of a type; `codes`: what has none of them may be left out. */
export type PatientKeys = (type: string, codes?: readonly string[]) => (id: string) => readonly bigint[];

interface Looking {
  readonly run: Run;
  readonly scope: () => Scope;
  readonly patientKeys: PatientKeys;
}

/**
 * Patients whose keys are read; matches that are rather walked through; keys of one condition that are tried on each resource; what
 * is sorted by a column of `res`, since keys are not kept in that order.
 */
const [most, few, tried, sorted] = [500, 300, 20, 5000];

/** The keys to read a page from; undefined: it is read as by anybody. */
export async function careFirst(query: SearchQuery, { run, scope, patientKeys }: Looking): Promise<Among | undefined> {
  const { types, sort, contained, also, gather } = query;
  const by = sort.length === 1 ? columns[sort[0]!.by] : undefined;
  const [type, ...others] = types ?? [];
  const { permit } = scope();
  if (!permit || type === undefined || others.length > 0 || contained || also) return;
  if (!by && (gather || !isOfKeys(sort))) return;
  const reached = reachedOf(permit, type);
  const clauses = query.clauses.flatMap(conjuncts);
  if (!reached || !clauses.every(isTried)) return;
  const keyed = clauses.filter((clause) => clause.kind === 'tok');
  if (keyed.length > 0) {
    const [row] = await run<{ least: number }>(leastSql(keyed.map(({ any }) => any)));
    if (row && Number(row.least) <= few) return;
  }
  const patients = await run<{ id: string | null }>(patientsSql(reached, most + 1));
  const ids = patients.flatMap(({ id }) => id ?? []);
  if (patients.length > most || ids.length < patients.length) return; // what is of one who is not stored has keys as well
  const codes = keyed.find((clause) => clause.codes)?.codes?.any.map(({ code }) => code);
  const keysOf = patientKeys(type, codes);
  const keys = [...new Set(ids.flatMap(keysOf))];
  if (by && (await run(haveSql(keys, sorted + 1))).length > sorted) return;
  return { keys, by, descending: sort[0]!.descending };
}

/** What no key is kept in the order of, and stands in `res`. */
const columns: { readonly [By in SortBy['by']]?: Among['by'] } = { updated: 'lu', id: 'id' };

/** A row for each that these keys have. */
function haveSql(keys: readonly bigint[], limit: number): Sql {
  return sql`select 1 from unnest(${keys}::int8[]) k(h) cross join lateral (select 1 from tok t where ${keyCondition('t', { h: raw('k.h') })} limit ${limit}::int4) t limit ${limit}::int4`;
}

/** A condition that asks little of each resource, and leads to no few of them that are known. */
function isTried(clause: Clause): boolean {
  switch (clause.kind) {
    case 'tok':
      return clause.any.length > 0 && clause.any.length <= tried && !clause.any.some(({ narrow }) => narrow);
    case 'not':
      return isTried(clause.of);
    case 'row':
    case 'chain':
    case 'has':
    case 'order':
    case 'updated':
    case 'present':
      return true;
    default:
      return false;
  }
}

/** `least`: rows of the condition that has fewest, counted no further than one more than are walked through. */
function leastSql(all: readonly (readonly TokTest[])[]): Sql {
  const rowsOf = (any: readonly TokTest[]) =>
    any.length > 1
      ? keyedSql(any, few + 1)
      : sql`select 1 from tok t where ${keyCondition('t', any[0]!)} limit ${few + 1}::int4`;
  const counts = all.map((any) => sql`(select count(*) from (${rowsOf(any)}) n)`);
  return sql`select least(${joinSql(counts, ', ')})::int4 as least`;
}
