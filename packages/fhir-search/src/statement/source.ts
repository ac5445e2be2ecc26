/** The rows that meet all clauses of a group: from what they are read, and under which conditions. */
import type { Clause, Group, TokTest } from '../clause.ts';
import { joinSql, raw, type Sql, sql } from '../sql.ts';
import { type Candidate, column, type Scope } from './candidate.ts';
import { condition } from './condition.ts';
import { visible } from './visible.ts';

export interface Source {
  /** Joined tables, without `from`. */
  readonly from: Sql;
  /** All must hold; never empty. */
  readonly where: readonly Sql[];
  readonly candidate: Candidate;
}

export interface Wanted {
  /** Columns of `res` are wanted: its time, id, key or body. */
  readonly res: boolean;
}

export function sourceOf(group: Group, scope: Scope, wanted: Wanted): Source {
  const clauses = group.clauses.flatMap(flatten);
  const keys = clauses.filter((clause) => clause.kind === 'tok').filter((clause) => clause.any.length === 1);
  const rest = clauses.filter((clause) => !keys.some((key) => key === clause));
  const tests = keys.map((clause) => clause.any[0]!);
  const [onlyType] = group.types?.length === 1 ? group.types : [];
  const typed = clauses.some(tellsType);
  const readsRes = wanted.res || rest.some(needsRes) || scope.permit?.patients !== undefined;
  if (!readsRes && (tests.length > 0 || onlyType !== undefined) && (typed || onlyType !== undefined)) {
    const anchored = typed || onlyType === undefined ? tests : [...tests, { h: scope.typeKey(onlyType) }];
    if (anchored.length > 0) return fromKeys(anchored, rest, scope);
    return fromKeys([{ h: scope.typeKey(onlyType!) }], rest, scope);
  }
  return fromRes(group, { tests, rest, typed }, scope);
}

/** Clauses that only resources of the group's types can meet, so that the type need not be tested. */
function tellsType(clause: Clause): boolean {
  if (clause.kind === 'tok' || clause.kind === 'row') return clause.everyType === undefined;
  return clause.kind === 'chain' || clause.kind === 'near';
}

function flatten(clause: Clause): readonly Clause[] {
  return clause.kind === 'all' ? clause.of.flatMap(flatten) : [clause];
}

/** Clauses on columns that only `res` has. */
function needsRes(clause: Clause): boolean {
  if (clause.kind === 'not') return needsRes(clause.of);
  if (clause.kind === 'any' || clause.kind === 'all') return clause.of.some(needsRes);
  return ['id', 'type', 'updated', 'present', 'has'].includes(clause.kind);
}

/** Index-only: the row of the first key is the candidate, the other keys are found by the full key. */
function fromKeys([first, ...others]: readonly TokTest[], rest: readonly Clause[], scope: Scope): Source {
  const row = scope.alias('t');
  const candidate: Candidate = { row, res: undefined };
  const where = [
    keyCondition(row, first!),
    ...visible(candidate, scope),
    ...rest.map((clause) => condition(clause, candidate, scope)),
  ];
  return { from: joinSql([sql`tok ${raw(row)}`, ...joins(others, row, scope)], ' '), where, candidate };
}

interface Parts {
  readonly tests: readonly TokTest[];
  readonly rest: readonly Clause[];
  readonly typed: boolean;
}

function fromRes({ types }: Group, { tests, rest, typed }: Parts, scope: Scope): Source {
  const row = scope.alias('r');
  const candidate: Candidate = { row, res: row };
  const ofType = types && !typed ? [sql`${column(row, 'tid')} = any(${types.map(scope.typeId)}::int2[])`] : [];
  const where = [
    sql`${column(row, 'op')} <> 'D'`,
    ...ofType,
    ...visible(candidate, scope),
    ...rest.map((clause) => condition(clause, candidate, scope)),
  ];
  return { from: joinSql([sql`res ${raw(row)}`, ...joins(tests, row, scope)], ' '), where, candidate };
}

function joins(tests: readonly TokTest[], row: string, scope: Scope): Sql[] {
  return tests.map((test) => {
    const t = scope.alias('t');
    return sql`join tok ${raw(t)} on ${keyCondition(t, test)} and ${column(t, 'sd')} = ${column(row, 'sd')} and ${column(t, 'rid')} = ${column(row, 'rid')}`;
  });
}

/** Further rows of the same key (`sys < 0`) count only where their system is asked for. */
export function keyCondition(alias: string, { h, systems }: TokTest): Sql {
  const key = sql`${column(alias, 'h')} = ${h}::int8`;
  if (!systems) return sql`${key} and ${column(alias, 'sys')} >= 0`;
  return sql`${key} and ${column(alias, 'sys')} in (${joinSql(
    systems.map((system) => sql`${system}::int4`),
    ', ',
  )})`;
}
