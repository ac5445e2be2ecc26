/** Each kind of clause as a condition on a candidate. */
import type { Bound, Clause, Holder, Link, OrderBound, PatientCodes, Role, RowTest, TokTest } from '../clause.ts';
import { about } from '../extract/patient.ts';
import { patientCodes } from '../extract/patient-codes.ts';
import { presentCode } from '../extract/present.ts';
import { isReachedSql, reachedOf } from '../permit/reached.ts';
import { joinSql, raw, type Sql, sql } from '../sql.ts';
import { timestampText } from '../types/date/instant-range.ts';
import { type Candidate, column, type Scope } from './candidate.ts';
import { nearCondition } from './near.ts';
import { keyCondition, sourceOf, systemCondition } from './source.ts';
import { visible } from './visible.ts';

export function condition(clause: Clause, candidate: Candidate, scope: Scope): Sql {
  const write = writers[clause.kind] as (clause: Clause, candidate: Candidate, scope: Scope) => Sql;
  return write(clause, candidate, scope);
}

type Writer<Kind extends Clause['kind']> = (
  clause: Extract<Clause, { kind: Kind }>,
  candidate: Candidate,
  scope: Scope,
) => Sql;

const writers: { readonly [Kind in Clause['kind']]: Writer<Kind> } = {
  tok: ({ any }, { row }, scope) => {
    const t = scope.alias('t');
    return sql`exists (select 1 from tok ${raw(t)} where ${keysCondition(t, any)} and ${column(t, 'sd')} = ${column(row, 'sd')} and ${column(t, 'rid')} = ${column(row, 'rid')})`;
  },
  row: ({ any, filter }, { row }, scope) => {
    const tables = [...new Set(any.map((test) => test.table))];
    const own = (table: RowTest['table']) => any.filter((test) => test.table === table);
    return either(tables.map((table) => rowsCondition({ any: own(table), filter }, row, scope)));
  },
  order: ({ bounds }, { row }) => every(bounds.map(({ is, at }) => sql`${column(row, 'sd')} ${raw(is)} ${at}::int8`)),
  id: ({ ids }, { res }) => sql`${column(res!, 'id')} = any(${ids}::text[])`,
  type: ({ types }, { res }, { typeId }) => sql`${column(res!, 'tid')} = any(${types.map(typeId)}::int2[])`,
  updated: ({ any }, { res }) => either(any.map((bounds) => every(bounds.map((bound) => timeCondition(res!, bound))))),
  present: ({ parameters }, { res }) =>
    either(
      parameters.map((parameter) => sql`position(${presentCode(parameter)}::bytea in ${column(res!, 'present')}) > 0`),
    ),
  chain: ({ holders, group, filter, canonical }, { row }, scope) => {
    const f = scope.alias('f');
    const target = sourceOf(group, scope, { res: true });
    const named = canonical ? scope.alias('u') : undefined;
    const to = named
      ? sql`${column(named, 'h')} = ${column(f, 'tk')} and ${column(target.candidate.row, 'rid')} = ${column(named, 'rid')}`
      : sql`${column(target.candidate.res!, 'tk')} = ${column(f, 'tk')}`;
    return found(
      sql`ref ${raw(f)}, ${raw(named ? `tok ${named}, ` : '')}${target.from} where ${column(f, 'rid')} = ${column(row, 'rid')} and ${heldBy(f, holders)} and ${to} and ${every(target.where)}`,
      filter,
    );
  },
  has: (clause, { row, res }, scope) => {
    const { holders, group, filter, canonical, codes } = clause;
    const reached = filter && reachedBy(clause, scope);
    const ofReached = (refers: Sql) =>
      reached ? sql`(${isReachedSql(reached, column(res!, 'tk'))} and ${refers})` : refers;
    if (codes && filter) return ofReached(hasCodes(codes, res!, scope));
    const f = scope.alias('f');
    // Through `res`, which tells the `sd` that finds the keys of what refers here.
    const source = sourceOf(group, scope, { res: true });
    const named = canonical ? scope.alias('u') : undefined;
    const to = named
      ? sql`${column(named, 'rid')} = ${column(row, 'rid')} and ${column(f, 'tk')} = ${column(named, 'h')}`
      : sql`${column(f, 'tk')} = ${column(res!, 'tk')}`;
    return ofReached(
      found(
        sql`ref ${raw(f)}, ${raw(named ? `tok ${named}, ` : '')}${source.from} where ${to} and ${heldBy(f, holders)} and ${column(source.candidate.row, 'rid')} = ${column(f, 'rid')} and ${every(source.where)}`,
        filter,
      ),
    );
  },
  contains: ({ group }, { row }, scope) => {
    const { from, where, candidate } = sourceOf(group, scope, { res: true });
    return sql`${column(row, 'rid')} in (select ${column(candidate.res!, 'container')} from ${from} where ${every(where)})`;
  },
  rids: ({ rids }, { res }) => sql`${column(res!, 'rid')} = any(${rids}::int8[])`,
  resource: ({ keys }, { res }) => sql`${column(res!, 'tk')} = any(${keys}::int8[])`,
  near: (clause, { row }, scope) => nearCondition(clause, row, scope),
  words: ({ column: name, query }, { row }, scope) => {
    const x = scope.alias('x');
    return sql`exists (select 1 from txt ${raw(x)} where ${column(x, 'rid')} = ${column(row, 'rid')} and ${column(x, name)} @@ websearch_to_tsquery('simple', ${query}))`;
  },
  not: ({ of }, candidate, scope) => sql`not ${condition(of, candidate, scope)}`,
  any: ({ of }, candidate, scope) => {
    if (!of.some((clause) => clause.kind === 'all') || !of.every(isPositive))
      return either(of.map((clause) => condition(clause, candidate, scope)));
    const parts = of.map((clause) => {
      const {
        from,
        where,
        candidate: found,
      } = sourceOf({ types: undefined, clauses: [clause] }, scope, { res: false });
      return sql`select ${column(found.row, 'rid')} from ${from} where ${every(where)}`;
    });
    return sql`${column(candidate.row, 'rid')} in (${joinSql(parts, ' union all ')})`;
  },
  all: ({ of }, candidate, scope) => every(of.map((clause) => condition(clause, candidate, scope))),
};

/** Whom the permit reaches, where what is seen of the others cannot refer to them: it is not asked for what all they have, then. */
function reachedBy({ holders, group: { types } }: Link, { permit }: Scope): ReturnType<typeof reachedOf> {
  const [type, ...others] = types ?? [];
  if (!permit || type === undefined || others.length > 0) return undefined;
  return holders.every(({ code }) => about.includes(code)) ? reachedOf(permit, type) : undefined;
}

/** A key for each code instead of all that refers to the patient; with a permit one of them has to be seen. */
function hasCodes({ type, any }: PatientCodes, res: string, scope: Scope): Sql {
  const [k, r] = [scope.alias('k'), scope.alias('r')];
  const tests = any.map(({ code, systems }) => {
    const [before, after] = [escaped('patient', type, patientCodes.code, ''), escaped('', code)];
    const h = sql`index_key((select index_secret()), ${before}::text || ${column(res, 'tk')} || ${after}::text)`;
    const own = sql`${column(k, 'h')} = ${h} and ${systemCondition(k, systems)}`;
    if (!scope.permit) return found(sql`tok ${raw(k)} where ${own}`, true);
    const seen = visible({ row: k, res: r }, scope, [type]);
    const on = sql`${column(r, 'rid')} = ${column(k, 'rid')}`;
    return found(sql`tok ${raw(k)} join res ${raw(r)} on ${on} where ${every([own, ...seen])}`, true);
  });
  return either(tests);
}

/** Parts of a key, joined by NUL in the escape format of bytes. https://www.postgresql.org/docs/current/datatype-binary.html */
export function escaped(...parts: readonly string[]): string {
  return parts.map((part) => part.replaceAll('\\', '\\\\')).join('\\000');
}

/** Clauses that lead to resources, so that each alternative can be read by itself. */
function isPositive(clause: Clause): boolean {
  if (clause.kind === 'any' || clause.kind === 'all') return clause.of.some(isPositive);
  return !['not', 'type', 'order'].includes(clause.kind);
}

/** Keys without a system as one list; keys with one each by itself. */
function keysCondition(alias: string, any: readonly TokTest[]): Sql {
  const plain = any.filter((test) => !test.systems);
  const conditions = any.filter((test) => test.systems).map((test) => keyCondition(alias, test));
  if (plain.length === 1) conditions.push(keyCondition(alias, plain[0]!));
  if (plain.length > 1) conditions.push(sql`${column(alias, 'h')} = any(${plain.map((test) => test.h)}::int8[])`);
  return either(conditions);
}

function rowsCondition({ any, filter }: Role & { any: readonly RowTest[] }, row: string, scope: Scope): Sql {
  const x = scope.alias('x');
  const tests = rowTests(x, any);
  return found(
    sql`${raw(any[0]!.table)} ${raw(x)} where ${column(x, 'rid')} = ${column(row, 'rid')} and ${tests}`,
    filter,
  );
}

/** Tests on a row of their one table. */
export function rowTests(alias: string, any: readonly RowTest[]): Sql {
  return either(
    any.map(({ h, bounds, table }) =>
      every([hashCondition(alias, h), ...bounds.map((bound) => boundCondition(alias, table, bound))]),
    ),
  );
}

/** True when there is a row; as a filter in a form that the planner cannot turn into a join. */
function found(rows: Sql, filter: true | undefined): Sql {
  return filter ? sql`coalesce((select true from ${rows} limit 1), false)` : sql`exists (select 1 from ${rows})`;
}

export function heldBy(alias: string, holders: readonly Holder[]): Sql {
  return sql`${column(alias, 'p')} = any(${[...new Set(holders.map((holder) => holder.id))]}::int4[])`;
}

function hashCondition(alias: string, h: readonly bigint[]): Sql {
  if (h.length === 1) return sql`${column(alias, 'h')} = ${h[0]}::int8`;
  return sql`${column(alias, 'h')} = any(${h}::int8[])`;
}

const casts = { str: 'text', dat: 'timestamptz', qty: 'float8' } as const;

function boundCondition(alias: string, table: RowTest['table'], { column: name, is, value }: Bound): Sql {
  return sql`${column(alias, name)} ${raw(is)} ${value}::${raw(casts[table])}`;
}

function timeCondition(res: string, { is, at }: OrderBound): Sql {
  return sql`${column(res, 'lu')} ${raw(is)} ${timestampText(at)}::timestamptz`;
}

export function every(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? raw('true') : joinSql(conditions, ' and ');
}

function either(conditions: readonly Sql[]): Sql {
  if (conditions.length === 0) return raw('false');
  return conditions.length === 1
    ? sql`(${conditions[0]})`
    : sql`(${joinSql(
        conditions.map((one) => sql`(${one})`),
        ' or ',
      )})`;
}
