/** What includes add to rows that were found, in one statement, by the table of references. */
import type { IncludePlan } from '../includes/include.ts';
import type { LinkKind } from '../parameters/parameter.ts';
import { joinSql, raw, type Sql, sql } from '../sql.ts';
import { column, type Scope } from './candidate.ts';
import { resultColumns } from './page.ts';
import { visible } from './visible.ts';

export interface Found {
  readonly rid: string;
  readonly type: string;
  /** Key of the resource. */
  readonly tk: bigint;
  /** Keys of its canonical url. */
  readonly canonicals: () => readonly bigint[];
}

/**
 * From one step to the next by look-ups that a planner cannot turn into a scan: it may know nothing yet of tables that were
 * just filled, and the rows of a page refer to few resources, whatever it expects.
 */
export function includesSql(
  plans: readonly IncludePlan[],
  found: readonly Found[],
  { scope, limit }: { scope: Scope; limit: number },
): Sql | undefined {
  const parts = plans.flatMap((plan) => (plan.reverse ? reverse(plan, found, scope) : forward(plan, found, scope)));
  if (parts.length === 0) return undefined;
  const visibly = [sql`r.op <> 'D'`, ...visible({ row: 'r', res: 'r' }, scope, undefined)];
  const rows = sql`select r.* from res r where r.rid = i.rid and ${joinSql(visibly, ' and ')}`;
  return sql`select ${resultColumns}, array[]::text[] as keys from (select n.rid from (${joinSql(parts, ' union ')}) n order by n.rid) i${each(rows, 'r')} order by i.rid limit ${limit + 1}::int4`;
}

/** For each row so far, by itself. */
function each(rows: Sql, alias: string): Sql {
  return sql` join lateral (${rows} offset 0) ${raw(alias)} on true`;
}

/** From the rows to what they refer to. */
function forward({ source, parameters, target, links }: IncludePlan, found: readonly Found[], scope: Scope): Sql[] {
  const from = found.filter((row) => source === undefined || row.type === source);
  if (from.length === 0) return [];
  const [f, k, t] = [scope.alias('f'), scope.alias('k'), scope.alias('r')];
  const held = sql`select ${column(f, 'tk')} from ref ${raw(f)} where ${column(f, 'rid')} = n.rid and ${parameterCondition(f, parameters)}`;
  const keys = sql`select distinct ${column(f, 'tk')} from unnest(${from.map((row) => row.rid)}::int8[]) n(rid)${each(held, f)}`;
  const looks = links.map((link) => look[link](column(k, 'tk'), typeId(target, scope)));
  return [sql`select ${column(t, 'rid')} from (${keys}) ${raw(k)}${each(joinSql(looks, ' union all '), t)}`];
}

/** What a key leads to, of one type where that is told. */
const look: Readonly<Record<LinkKind, (key: Sql, tid: Sql | undefined) => Sql>> = {
  place: (key, tid) => sql`select t.rid from res t where t.tk = ${key}${tid ? sql` and t.tid = ${tid}` : raw('')}`,
  canonical: (key, tid) =>
    sql`select u.rid from tok u${tid ? sql` join res t on t.rid = u.rid and t.tid = ${tid}` : raw('')} where u.h = ${key}`,
};

/** From the rows to what refers to them. */
function reverse(plan: IncludePlan, found: readonly Found[], scope: Scope): Sql[] {
  const { source, parameters, target, links } = plan;
  const to = found.filter((row) => target === undefined || row.type === target);
  const keys = to.flatMap((row) => [
    ...(links.includes('place') ? [row.tk] : []),
    ...(links.includes('canonical') ? row.canonicals() : []),
  ]);
  if (keys.length === 0) return [];
  const [f, s] = [scope.alias('f'), scope.alias('r')];
  const holders = sql`select ${column(f, 'rid')} from ref ${raw(f)} where ${column(f, 'tk')} = k.tk and ${parameterCondition(f, parameters)}`;
  const all = sql`select ${column(f, 'rid')} from unnest(${keys}::int8[]) k(tk)${each(holders, f)}`;
  const tid = typeId(source, scope);
  if (!tid || plan.tellsSource) return [all];
  const ofType = sql`select t.rid from res t where t.rid = ${column(f, 'rid')} and t.tid = ${tid}`;
  return [sql`select ${column(s, 'rid')} from (${all}) ${raw(f)}${each(ofType, s)}`];
}

function typeId(type: string | undefined, scope: Scope): Sql | undefined {
  return type === undefined ? undefined : sql`${scope.typeId(type)}::int2`;
}

/** References that no parameter covers have the number 0; `*` asks for those of parameters. */
function parameterCondition(alias: string, parameters: readonly number[] | undefined): Sql {
  if (!parameters) return sql`${column(alias, 'p')} > 0`;
  return sql`${column(alias, 'p')} = any(${parameters}::int4[])`;
}
