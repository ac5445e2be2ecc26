/**
 * Several keys of which a resource has one, such as two codes or the patients of a name: each is a list in the order of the
 * primary date, so a page is among the first of each, and neither all they have nor all of the type need be read.
 */
import { type Clause, conjuncts, type TokTest } from '../clause.ts';
import type { SearchQuery } from '../search.ts';
import { joinSql, raw, type Sql, sql } from '../sql.ts';
import type { Scope } from './candidate.ts';
import type { KeyOfList } from './source.ts';

type Listed = Pick<SearchQuery, 'clauses' | 'sort' | 'gather'>;

/** The clause that a page is put together from; undefined where the order is another, or another clause leads to fewer. */
export function listsOf({ clauses, sort, gather }: Listed): Keyed | undefined {
  if (gather || !isOfKeys(sort)) return undefined;
  const all = clauses.flatMap(conjuncts);
  const [keyed, ...others] = all.filter((clause) => clause.kind === 'tok');
  if (!keyed || keyed.any.length < 2 || others.length > 0) return undefined;
  return all.every((clause) => clause === keyed || isFilter(clause)) ? keyed : undefined;
}

type Keyed = Extract<Clause, { kind: 'tok' }>;

/** The order that keys are kept in. */
export function isOfKeys(sort: SearchQuery['sort']): boolean {
  return sort[0]?.by === 'primary' && sort.slice(1).every(({ by }) => by === 'tie');
}

/** Clauses that are tried on what others lead to. */
export function isFilter(clause: Clause): boolean {
  if ('filter' in clause) return clause.filter === true;
  return ['not', 'order', 'present', 'type'].includes(clause.kind);
}

/** Rows that `firstOf` finds by each key, once each; a list of keys for each set of systems that are asked for. */
export function fromLists(clause: Keyed, scope: Scope, firstOf: (list: KeyOfList) => Sql): Sql {
  const wanted = (test: TokTest) => test.systems?.join();
  const parts = [...new Set(clause.any.map(wanted))].map((systems) => {
    const tests = clause.any.filter((test) => wanted(test) === systems);
    const [alias, found] = [scope.alias('k'), scope.alias('m')];
    const first = firstOf({ clause, alias, ...systemsOf(tests) });
    return sql`select ${raw(found)}.* from unnest(${tests.map(({ h }) => h)}::int8[]) ${raw(alias)}(h) cross join lateral (${first}) ${raw(found)}`;
  });
  return sql`select distinct u.* from (${joinSql(parts, ' union all ')}) u`;
}

function systemsOf([test]: readonly TokTest[]): Pick<TokTest, 'systems'> {
  return test?.systems ? { systems: test.systems } : {};
}
