/**
 * Searches for which one plan is best whatever the values are: one key leads to the candidates, in the order it is kept in, and
 * the rest is tried on each of them. Planning them takes longer than running them.
 */
import { type Clause, conjuncts } from '../clause.ts';
import type { SearchQuery } from '../search.ts';
import type { Sql } from '../sql.ts';
import { isOfKeys, listsOf } from './key-lists.ts';

/** The statement, marked where the search is such a one. */
export function steady(query: SearchQuery, statement: Sql): Sql {
  return isSteady(query) ? { ...statement, once: true } : statement;
}

/** With a permit, what it adds decides how a page is best read, unless that is told. */
function isSteady({ types, clauses, contained, also, permit, sort, gather, walk, among }: SearchQuery): boolean {
  if (walk) return true;
  if (among) return clauses.flatMap(conjuncts).every(isSteadyTest);
  if (types?.length !== 1 || contained || also || permit || gather) return false;
  const all = clauses.flatMap(conjuncts);
  if (!isOfKeys(sort))
    return all.length === 0 && sort.length === 1 && (sort[0]?.by === 'updated' || sort[0]?.by === 'id');
  const keys = all.filter((clause) => clause.kind === 'tok');
  const isLed =
    keys.length === 0 ||
    (keys.length === 1 && (isOneKey(keys[0]!) || listsOf({ clauses, sort, gather }) !== undefined));
  return isLed && all.every((clause) => clause.kind === 'tok' || clause.kind === 'order' || isRowFilter(clause));
}

/** What is tried on a resource in one way only, whatever its values. */
export function isSteadyTest(clause: Clause): boolean {
  if (clause.kind === 'not') return isSteadyTest(clause.of);
  return isRowFilter(clause) || ['tok', 'order', 'present', 'updated'].includes(clause.kind);
}

function isOneKey(clause: Clause): boolean {
  return clause.kind === 'tok' && clause.any.length === 1 && clause.everyType === undefined;
}

function isRowFilter(clause: Clause): boolean {
  return clause.kind === 'row' && clause.filter === true;
}
