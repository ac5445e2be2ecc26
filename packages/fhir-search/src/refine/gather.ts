/**
 * Orders by what keys are not kept in: read in that order, matches that all come last are found last. Where a key is on few
 * resources, or hardly on any of the first in that order, all of them are gathered and sorted instead.
 */
import type { Clause, TokTest } from '../clause.ts';
import type { SearchQuery } from '../search.ts';
import { type ByRow, isListed, type SortKey } from '../sort/sort-key.ts';
import { joinSql, raw, type Sql, sql } from '../sql.ts';
import type { Scope } from '../statement/candidate.ts';
import { firstListed } from '../statement/order.ts';
import { keyCondition } from '../statement/source.ts';
import type { Run } from './refine.ts';

/**
 * Resources that are gathered without a further look, those of one patient that are rather than gone through once for each code, and
 * those at the beginning of an order that are looked at else.
 */
const [most, ofOne, tried] = [5_000, 500, 10_000];

/** True when all matches are to be gathered before they are sorted. */
export async function gathers(query: SearchQuery, { run, scope }: Gathering): Promise<boolean> {
  const { sort, clauses } = query;
  if (!isWalked(sort[0])) return false;
  const tests = [...clauses.flatMap(singleKey), ...ownType(query, scope())];
  if (tests.length === 0 || (tests.some((test) => test.narrow) && !isListed(sort[0]))) return false;
  const [row] = await run<{ least: number }>(leastSql(tests));
  if (row === undefined) return false;
  const isOfOne = sort[0]?.by === 'code' && tests.some((test) => test.narrow);
  if (Number(row.least) <= (isOfOne ? ofOne : most)) return true;
  const statement = earlySql(query, tests, scope());
  if (!statement) return false;
  return (await run(statement)).length <= query.count;
}

interface Gathering {
  readonly run: Run;
  readonly scope: () => Scope;
}

/** A row for each match among the first resources in the order, no more than fill a page; undefined: nothing tells the first. */
function earlySql({ types, sort, count }: SearchQuery, tests: readonly TokTest[], { typeId }: Scope): Sql | undefined {
  const [type, ...others] = types ?? [];
  const [key] = sort;
  if (type === undefined || others.length > 0 || !key || isListed(key)) return undefined;
  const first = key.by === 'row' ? firstOfRows(key) : firstOfRes(key, typeId(type));
  const has = tests.map(
    (test) =>
      sql`exists (select 1 from tok t where ${keyCondition('t', test)} and t.sd = f.sd and t.rid = f.rid offset 0)`,
  );
  return sql`select 1 from (${first}) f where ${joinSql(has, ' and ')} limit ${count + 1}::int4`;
}

function firstOfRes({ by, descending }: SortKey, tid: number): Sql {
  const order = raw(`${by === 'id' ? 'r.id' : 'r.lu'}${descending ? ' desc' : ''}`);
  return sql`select r.rid, r.sd from res r where r.tid = ${tid}::int2 order by ${order} limit ${tried}::int4`;
}

function firstOfRows(key: ByRow): Sql {
  const lists = key.h.map((h) => sql`(${firstListed(key, h, tried)})`);
  return sql`select r.rid, r.sd from (${joinSql(lists, ' union all ')}) k join res r on r.rid = k.rid`;
}

/** An index gives rows in this order. */
export function isWalked(key: SortKey | undefined): boolean {
  if (key?.by === 'row') return key.marked === true;
  return key?.by === 'updated' || key?.by === 'id' || isListed(key);
}

/** Where resources of every type have such values, those of other types may come first. */
function ownType({ types, sort: [first] }: SearchQuery, { typeKey }: Scope): readonly TokTest[] {
  const isCommon = (first?.by === 'row' || first?.by === 'code') && first.everyType;
  return isCommon && types?.length === 1 ? [{ h: typeKey(types[0]!) }] : [];
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
