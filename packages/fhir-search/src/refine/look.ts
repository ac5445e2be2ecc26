/** The statements that look how far a condition leads: index-only where they can be, and never beyond their limit. */
import type { Clause, Group, Holder, RowTest, TokTest } from '../clause.ts';
import { joinSql, raw, type Sql, sql } from '../sql.ts';
import { column, type Scope } from '../statement/candidate.ts';
import { every, heldBy, rowTests } from '../statement/condition.ts';
import { keyCondition, sourceOf } from '../statement/source.ts';

/** `rid` of rows of one table that pass a test. */
export function rowsSql(any: readonly RowTest[], limit: number): Sql {
  const order = raw(isAbove(any) ? ' order by x.lo desc' : '');
  const rows = sql`select x.rid from ${raw(any[0]!.table)} x where ${rowTests('x', any)}${order} limit ${limit}::int4`;
  return any.length === 1 && any[0]!.table === 'str' ? { ...rows, once: true } : rows;
}

/** Ranges that end above a value are read from the highest on: from the lowest, all that end below it would come first. */
function isAbove([test, ...more]: readonly RowTest[]): boolean {
  if (test?.table === 'str' || test?.h.length !== 1 || more.length > 0) return false;
  return test.bounds.length > 0 && test.bounds.every(({ is }) => is === '>' || is === '>=');
}

/** `rid` of rows with one of the keys; each key is looked up by itself, whatever a planner thinks of how many rows it has. */
export function keyedSql(any: readonly TokTest[], limit: number): Sql {
  const most = sql`limit ${limit}::int4`;
  const plain = any.filter((test) => !test.systems).map((test) => test.h);
  const each = sql`select t.rid from unnest(${plain}::int8[]) k(h) join lateral (select t.rid from tok t where t.h = k.h and t.sys >= 0 ${most}) t on true`;
  const named = any.filter((test) => test.systems);
  const parts = named.map((test) => sql`(select t.rid from tok t where ${keyCondition('t', test)} ${most})`);
  return { ...sql`${joinSql(plain.length > 0 ? [each, ...parts] : parts, ' union all ')} ${most}`, once: true };
}

/** `rid` of resources of a type without a value; in the order of changes, which is nearly that in which they are stored. */
export function missingSql(clause: Clause, scope: Scope, { type, limit }: { type: string; limit: number }): Sql {
  const without = scope.condition(clause, { row: 'r', res: 'r' }, scope);
  return sql`select r.rid from res r where r.tid = ${scope.typeId(type)}::int2 and r.op <> 'D' and ${without} order by r.lu limit ${limit}::int4`;
}

/** `tid` and `id` of the resources of a group; of contained ones `tid` of what contains them, and their place in it. */
export function targetsSql(group: Group, scope: Scope, limit: number): Sql {
  const { from, where, candidate } = sourceOf(group, scope, { res: true });
  const r = candidate.res!;
  const name = group.contained
    ? sql`${column(r, 'ctid')} as tid, ${column(r, 'cid')} || '#' || ${column(r, 'id')} as id`
    : sql`${column(r, 'tid')}, ${column(r, 'id')}`;
  return sql`select ${name} from ${from} where ${every(where)} limit ${limit}::int4`;
}

/** `rid` of the resources of a group. */
export function referrersSql(group: Group, scope: Scope, limit: number): Sql {
  const { from, where, candidate } = sourceOf(group, scope, { res: false });
  return sql`select ${column(candidate.row, 'rid')} from ${from} where ${every(where)} limit ${limit}::int4`;
}

/** `rid` of what contains the resources of a group, once for each of them. */
export function containersSql(group: Group, scope: Scope, limit: number): Sql {
  const { from, where, candidate } = sourceOf(group, scope, { res: true });
  return sql`select ${column(candidate.res!, 'container')} as rid from ${from} where ${every(where)} limit ${limit}::int4`;
}

/** `tk` of what these rows refer to. */
export function reachedSql(rids: readonly string[], holders: readonly Holder[]): Sql {
  return sql`select distinct f.tk from ref f where f.rid = any(${rids}::int8[]) and ${heldBy('f', holders)}`;
}
