/**
 * Orders by what keys are not kept in: read in that order, matches that all come last are found last. Where a key is on few
 * resources, all of them are gathered and sorted instead.
 */
import type { Clause, TokTest } from '../clause.ts';
import type { SearchQuery } from '../search.ts';
import type { SortKey } from '../sort/sort-key.ts';
import { joinSql, type Sql, sql } from '../sql.ts';
import { keyCondition } from '../statement/source.ts';
import type { Run } from './refine.ts';

/** Resources that are gathered at most. */
const most = 5_000;

/** True when all matches are to be gathered before they are sorted. */
export async function gathers({ sort, clauses }: SearchQuery, run: Run): Promise<boolean> {
  if (!sort[0] || !isWalked(sort[0])) return false;
  const tests = clauses.flatMap(singleKey);
  if (tests.length === 0 || tests.some((test) => test.narrow)) return false;
  const [row] = await run<{ least: number }>(leastSql(tests));
  return row !== undefined && Number(row.least) <= most;
}

/** An index gives rows in this order. */
function isWalked(key: SortKey): boolean {
  return key.by === 'updated' || key.by === 'id' || (key.by === 'row' && key.whole === true);
}

function singleKey(clause: Clause): readonly TokTest[] {
  return clause.kind === 'tok' && clause.any.length === 1 && !clause.everyType ? clause.any : [];
}

/** `least`: rows of the key that has fewest, counted no further than one more than `most`. */
function leastSql(tests: readonly TokTest[]): Sql {
  const counts = tests.map(
    (test) =>
      sql`(select count(*) from (select 1 from tok t where ${keyCondition('t', test)} limit ${most + 1}::int4) n)`,
  );
  return sql`select least(${joinSql(counts, ', ')})::int4 as least`;
}
