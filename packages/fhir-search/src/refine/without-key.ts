/**
 * `:not` where nearly all have the key: one by one that is found out late. Where hardly one of the first resources lacks it, the keys
 * of all are compared as two lists, and the few without are listed.
 */
import type { Clause, TokTest } from '../clause.ts';
import { raw, type Sql, sql } from '../sql.ts';
import type { Scope } from '../statement/candidate.ts';
import { keyCondition } from '../statement/source.ts';
import type { Run } from './refine.ts';

/** Resources that are tried first, those of them that are enough to go on so, and those that may be listed. */
const [tried, enough, listed] = [20_000, 21, 500];

/** The key of a `:not` of one key; undefined for any other clause. */
export function keyLacked(clause: Clause): TokTest | undefined {
  if (clause.kind !== 'not' || clause.of.kind !== 'tok' || clause.of.everyType) return undefined;
  return clause.of.any.length === 1 ? clause.of.any[0] : undefined;
}

/** `rid` of the resources of a type without the key; undefined when they are many. */
export async function ridsWithout(
  key: TokTest,
  type: string,
  { run, scope }: { run: Run; scope: () => Scope },
): Promise<string[] | undefined> {
  const all = { h: scope().typeKey(type) };
  const early = await run(
    sql`select 1 from (select t.sd, t.rid from tok t where ${keyCondition('t', all)} order by t.sd desc, t.rid desc limit ${tried}::int4) a where ${lacks('a', key)} limit ${enough}::int4`,
  );
  if (early.length === enough) return undefined;
  const [row] = await run<{ rids: string[] | null; total: number }>(
    sql`select (array_agg(a.rid::text))[1:${raw(String(listed))}] as rids, count(*)::int4 as total from tok a where ${keyCondition('a', all)} and ${lacks('a', key)}`,
  );
  return row && row.total > listed ? undefined : (row?.rids ?? []);
}

function lacks(alias: string, key: TokTest): Sql {
  const a = raw(alias);
  return sql`not exists (select 1 from tok x where ${keyCondition('x', key)} and x.sd = ${a}.sd and x.rid = ${a}.rid)`;
}
