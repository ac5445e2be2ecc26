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

export function includesSql(
  plans: readonly IncludePlan[],
  found: readonly Found[],
  { scope, limit }: { scope: Scope; limit: number },
): Sql | undefined {
  const parts = plans.flatMap((plan) => (plan.reverse ? reverse(plan, found, scope) : forward(plan, found, scope)));
  if (parts.length === 0) return undefined;
  const read = column('r', 'rid');
  const conditions = [sql`r.op <> 'D'`, ...visible({ row: 'r', res: 'r' }, scope)];
  return sql`select ${resultColumns}, array[]::text[] as keys from res r where ${read} in (${joinSql(parts, ' union ')}) and ${joinSql(conditions, ' and ')} order by r.rid limit ${limit + 1}::int4`;
}

/** From the rows to what they refer to. */
function forward(plan: IncludePlan, found: readonly Found[], scope: Scope): Sql[] {
  const from = found.filter((row) => plan.source === undefined || row.type === plan.source);
  if (from.length === 0) return [];
  return plan.links.map((link) => forwardBy(link, plan, { from, scope }));
}

function forwardBy(
  link: LinkKind,
  { parameters, target }: IncludePlan,
  { from, scope }: { from: readonly Found[]; scope: Scope },
): Sql {
  const f = scope.alias('f');
  const t = scope.alias('r');
  const conditions = [
    sql`${column(f, 'rid')} = any(${from.map((row) => row.rid)}::int8[])`,
    parameterCondition(f, parameters),
    ...(target === undefined ? [] : [sql`${column(t, 'tid')} = ${scope.typeId(target)}::int2`]),
  ];
  if (link === 'place')
    return sql`select ${column(t, 'rid')} from ref ${raw(f)} join res ${raw(t)} on ${column(t, 'tk')} = ${column(f, 'tk')} where ${joinSql(conditions, ' and ')}`;
  const u = scope.alias('u');
  return sql`select ${column(t, 'rid')} from ref ${raw(f)} join tok ${raw(u)} on ${column(u, 'h')} = ${column(f, 'tk')} join res ${raw(t)} on ${column(t, 'rid')} = ${column(u, 'rid')} where ${joinSql(conditions, ' and ')}`;
}

/** From the rows to what refers to them. */
function reverse({ source, parameters, target, links }: IncludePlan, found: readonly Found[], scope: Scope): Sql[] {
  const to = found.filter((row) => target === undefined || row.type === target);
  if (to.length === 0) return [];
  const keys = to.flatMap((row) => [
    ...(links.includes('place') ? [row.tk] : []),
    ...(links.includes('canonical') ? row.canonicals() : []),
  ]);
  if (keys.length === 0) return [];
  const f = scope.alias('f');
  const s = scope.alias('r');
  const conditions = [
    sql`${column(f, 'tk')} = any(${keys}::int8[])`,
    parameterCondition(f, parameters),
    ...(source === undefined ? [] : [sql`${column(s, 'tid')} = ${scope.typeId(source)}::int2`]),
  ];
  return [
    sql`select ${column(s, 'rid')} from ref ${raw(f)} join res ${raw(s)} on ${column(s, 'rid')} = ${column(f, 'rid')} where ${joinSql(conditions, ' and ')}`,
  ];
}

/** References that no parameter covers have the number 0; `*` asks for those of parameters. */
function parameterCondition(alias: string, parameters: readonly number[] | undefined): Sql {
  if (!parameters) return sql`${column(alias, 'p')} > 0`;
  return sql`${column(alias, 'p')} = any(${parameters}::int4[])`;
}
