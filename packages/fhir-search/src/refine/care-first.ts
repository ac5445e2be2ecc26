/**
 * Who sees the charts of few patients only would walk through all that others have to fill a page of what is frequent. Where no
 * condition leads to few rows, what these patients have is read first, and the conditions are tried on it.
 */
import { type Among, type Clause, conjuncts, isNarrow, type TokTest, type Walk } from '../clause.ts';
import { patientsSql, reachedOf } from '../permit/reached.ts';
import type { Cursor, SearchQuery } from '../search.ts';
import { joinSql, raw, type Sql, sql } from '../sql.ts';
import type { Scope } from '../statement/candidate.ts';
import { isOfKeys } from '../statement/key-lists.ts';
import { keyCondition } from '../statement/source.ts';
import { keyedSql } from './look.ts';
import type { Run } from './refine.ts';
import { columns, fillsPage, walkOf } from './walk.ts';

/** Keys of what patients have of a type; `codes`: what has none of them may be left out. */
export type PatientKeys = (type: string, codes?: readonly string[]) => (id: string) => readonly bigint[];

interface Looking {
  readonly run: Run;
  readonly scope: () => Scope;
  readonly patientKeys: PatientKeys;
  /** Of the page that is wanted; absent: the first. */
  readonly cursor?: Cursor | undefined;
}

/**
 * Patients whose keys are read; matches that are rather walked through; keys of one condition that are tried on each resource; what
 * is sorted by a column of `res`, since keys are not kept in that order.
 */
const [most, few, tried, sorted] = [500, 300, 20, 5000];

/** What a page is read from; undefined: it is read as by anybody. */
export async function careFirst(query: SearchQuery, looking: Looking): Promise<Ahead | undefined> {
  const { types, sort, contained, also, gather } = query;
  const by = sort.length === 1 ? columns[sort[0]!.by] : undefined;
  const [type, ...others] = types ?? [];
  const scope = looking.scope();
  if (!scope.permit || type === undefined || others.length > 0 || contained || also) return;
  if (!by && (gather || !isOfKeys(sort))) return;
  const walk = walkOf(query, type, scope);
  if (walk?.covers && isNarrow(walk.covers)) return { walk };
  const reached = reachedOf(scope.permit, type);
  const clauses = query.clauses.flatMap(conjuncts);
  if (!reached || !clauses.every(isTried)) return;
  const keyed = clauses.filter((clause) => clause.kind === 'tok');
  if (keyed.length > 0) {
    const [row] = await looking.run<{ least: number }>(leastSql(keyed.map(({ any }) => any)));
    if (row && Number(row.least) <= few) return;
  }
  const isWalked = walk !== undefined && query.count > 0 && (await fillsPage(query, walk, looking));
  if (isWalked && query.total === 'none') return { walk };
  const among = await amongOf(query, { type, reached, by, keyed }, looking);
  return isWalked ? { walk, among } : among && { among };
}

/** The page is walked to where both are told; what is counted is among the keys. */
interface Ahead {
  readonly among?: Among | undefined;
  readonly walk?: Walk;
}

interface Reaching {
  readonly type: string;
  readonly reached: NonNullable<ReturnType<typeof reachedOf>>;
  readonly by: Among['by'];
  readonly keyed: readonly Extract<Clause, { kind: 'tok' }>[];
}

async function amongOf(query: SearchQuery, { type, reached, by, keyed }: Reaching, looking: Looking) {
  const { run, patientKeys } = looking;
  const patients = await run<{ id: string | null }>(patientsSql(reached, most + 1));
  const ids = patients.flatMap(({ id }) => id ?? []);
  if (patients.length > most || ids.length < patients.length) return; // what is of one who is not stored has keys as well
  const codes = keyed.find((clause) => clause.codes)?.codes?.any.map(({ code }) => code);
  const all = new Set(ids.flatMap(patientKeys(type, codes)));
  const asked = keyed.find((clause) => clause.ofPatients);
  const keys = asked ? [...new Set(asked.any.map(({ h }) => h))].filter((h) => all.has(h)) : [...all];
  if (by && (await run(haveSql(keys, sorted + 1))).length > sorted) return;
  return { keys, by, descending: query.sort[0]!.descending };
}

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
