/** The rows that meet all clauses of a group: from what they are read, and under which conditions. */
import { type Among, type Clause, conjuncts, type Group, type OrderBound, type TokTest, type Walk } from '../clause.ts';
import { joinSql, raw, type Sql, sql } from '../sql.ts';
import { type Candidate, column, containedRows, type Scope } from './candidate.ts';
import { visible, visibleReadsRes } from './visible.ts';

export interface Source {
  /** Joined tables, without `from`. */
  readonly from: Sql;
  /** All must hold; never empty. */
  readonly where: readonly Sql[];
  readonly candidate: Candidate;
  /** What it is read in the order of, where the candidate has no column for that. */
  readonly at?: Sql | undefined;
}

export interface Wanted {
  /** Columns of `res` are wanted: its time, id, key or body. */
  readonly res: boolean;
  /** The order of `res` by type is wanted, so that the type must be told even where it follows. */
  readonly byType?: boolean;
  /** Bounds on `sd` that hold besides those of the clauses. */
  readonly bounds?: readonly OrderBound[];
  readonly list?: KeyOfList | undefined;
  /** A key that the resource must have besides, which is read in its order; others are tried on each that it leads to. */
  readonly key?: KeyTest & { readonly everyType?: true | undefined };
  /** Few have the key, fewer than there are of one patient. */
  readonly leads?: boolean | undefined;
}

/** Instead of a clause of several keys: one of them, in column `h` of a list in the statement. */
export interface KeyOfList {
  readonly clause: Clause;
  readonly alias: string;
  readonly systems?: readonly number[];
}

/** A key, or where it stands. */
type KeyTest = Pick<TokTest, 'systems'> & { readonly h: bigint | Sql };

interface Of {
  readonly types: readonly string[] | undefined;
  readonly contained: true | undefined;
}

interface Parts {
  /** Types that the resource can be of; undefined: any. */
  readonly types: readonly string[] | undefined;
  /** Keys that the resource must all have. */
  readonly tests: readonly KeyTest[];
  /** Keys that are tried one by one: no planner can read them first. */
  readonly tried: readonly KeyTest[];
  readonly rest: readonly Clause[];
  readonly bounds: readonly OrderBound[];
}

export function sourceOf(group: Group, scope: Scope, wanted: Wanted): Source {
  const { among, walk } = group;
  if (among || walk) return fromOrder(group, (walk ?? among)!, { scope, bounds: wanted.bounds ?? [] });
  const clauses = group.clauses.flatMap(conjuncts);
  const { list } = wanted;
  const isKey = (clause: Clause) => clause.kind === 'tok' && (clause.any.length === 1 || clause === list?.clause);
  const keys = clauses.filter((clause) => clause.kind === 'tok').filter(isKey);
  const listed = (clause: Clause) => clause === list?.clause && { ...list, h: column(list.alias, 'h') };
  const rest = clauses.filter((clause) => !isKey(clause) && clause.kind !== 'order');
  const bounds = clauses.flatMap((clause) => (clause.kind === 'order' ? clause.bounds : []));
  const tests: readonly (KeyTest & Pick<TokTest, 'narrow'>)[] = keys.map((clause) => listed(clause) || clause.any[0]!);
  const leading = wanted.key && [...(wanted.leads ? [] : tests.filter(({ narrow }) => narrow)), wanted.key];
  const parts: Parts = {
    types: group.types,
    tests: leading ? leading.slice(0, 1) : tests,
    tried: leading ? [...leading.slice(1), ...tests.filter((test) => test !== leading[0])] : [],
    rest,
    bounds: [...bounds, ...(wanted.bounds ?? [])],
  };
  const typed = (wanted.key && !wanted.key.everyType) || clauses.some(tellsType);
  const hasIds = rest.some((clause) => clause.kind === 'id');
  const [onlyType] = group.types?.length === 1 ? group.types : [];
  // The key that all of a type have keeps them in the order of their dates; ids, and all of a type by id or time, need none.
  const ofType = parts.tests.length === 0 ? !wanted.byType : !typed;
  const ordered = onlyType !== undefined && !hasIds && ofType;
  const all = ordered ? { ...parts, tests: [...parts.tests, { h: scope.typeKey(onlyType, group.contained) }] } : parts;
  const { contained } = group;
  const readsRes = wanted.res || contained || rest.some(needsRes) || visibleReadsRes(scope, group.types);
  if (!readsRes && all.tests.length > 0 && (typed || ordered)) return fromKeys(all, scope);
  const byType = wanted.byType || hasIds || rest.some((clause) => clause.kind === 'updated');
  const types = (typed || ordered) && !byType ? undefined : group.types;
  const of = { types, contained };
  return all.tests.length > 0 ? fromKeysAndRes(of, all, scope) : fromRes(of, all, scope);
}

/** Clauses that only resources of the group's types can meet, so that the type need not be tested. */
function tellsType(clause: Clause): boolean {
  if (clause.kind === 'any') return clause.of.length > 0 && clause.of.every(({ kind }) => kind === 'chain');
  if (clause.kind === 'tok' || clause.kind === 'row') return clause.everyType === undefined;
  return clause.kind === 'chain' || clause.kind === 'near';
}

/**
 * Clauses on columns of `res`; and those that lead to a resource by its `rid` alone, because only `res` tells the `sd`
 * that finds its keys.
 */
function needsRes(clause: Clause): boolean {
  if (clause.kind === 'not') return readsColumns(clause.of);
  if ('filter' in clause && clause.filter) return readsColumns(clause);
  return clause.kind !== 'tok';
}

function readsColumns(clause: Clause): boolean {
  if (clause.kind === 'not') return readsColumns(clause.of);
  if (clause.kind === 'any' || clause.kind === 'all') return clause.of.some(readsColumns);
  return ['id', 'type', 'updated', 'present', 'has', 'resource'].includes(clause.kind);
}

/** Index-only: the row of the first key is the candidate, the other keys are found by the full key. */
function fromKeys(parts: Parts, scope: Scope): Source {
  const { row, from, where } = joinedKeys(parts, scope);
  const candidate: Candidate = { row, res: undefined };
  return { from, where: [...where, ...conditions(parts, candidate, scope)], candidate };
}

/**
 * Through `res`: what is found by its `rid` alone gets to its keys by the `sd` that stands there. That they are equal is
 * told as two bounds, since the planner would take an equality for another selection and expect next to nothing.
 */
function fromKeysAndRes({ types, contained }: Of, parts: Parts, scope: Scope): Source {
  const { row, from, where } = joinedKeys(parts, scope);
  const res = scope.alias('r');
  const candidate: Candidate = { row, res, ...(contained && { contained }) };
  const [sd, own] = [column(row, 'sd'), column(res, 'sd')];
  const on = sql`${column(res, 'rid')} = ${column(row, 'rid')} and ${sd} >= ${own} and ${sd} <= ${own}`;
  return {
    from: sql`${from} join ${rowsOf(contained)} ${raw(res)} on ${on}`,
    where: [...where, ...(types ? [typeCondition(res, types, scope)] : []), ...conditions(parts, candidate, scope)],
    candidate,
  };
}

function fromRes({ types, contained }: Of, parts: Parts, scope: Scope): Source {
  const row = scope.alias('r');
  const candidate: Candidate = { row, res: row, ...(contained && { contained }) };
  const where = [
    sql`${column(row, 'op')} <> 'D'`,
    ...(types ? [typeCondition(row, types, scope)] : []),
    ...orderConditions(row, parts.bounds),
    ...conditions(parts, candidate, scope),
  ];
  return { from: sql`${rowsOf(contained)} ${raw(row)}`, where, candidate };
}

interface Reading {
  readonly scope: Scope;
  readonly bounds: readonly OrderBound[];
}

/**
 * The candidates are read in their order, index-only, before anything else is asked of the first of them, one after the other:
 * in whose order the rest is found is not left to the planner.
 */
function fromOrder(group: Group, order: Among | Walk, { scope, bounds }: Reading): Source {
  const clauses = group.clauses.flatMap(conjuncts);
  const [row, res] = [scope.alias('t'), scope.alias('r')];
  const candidate: Candidate = { row, res };
  const within = [...bounds, ...clauses.flatMap((clause) => (clause.kind === 'order' ? clause.bounds : []))];
  const rest = clauses.filter((clause) => clause.kind !== 'order' && !('covers' in order && order.covers === clause));
  const all = { types: group.types, tried: [], rest };
  const tests = [sql`${column(res, 'rid')} = ${column(row, 'rid')}`, ...conditions(all, candidate, scope)];
  const tried = sql`select ${raw(res)}.* from res ${raw(res)} where ${joinSql(tests, ' and ')} offset 0`;
  const candidates = 'keys' in order ? mergedSql(order, within, scope) : walkedSql(order, within, scope);
  const from = sql`(${candidates}) ${raw(row)} cross join lateral (${tried}) ${raw(res)}`;
  const hasOrder = 'keys' in order ? order.by !== undefined : 'by' in order.key;
  return { from, where: [raw('true')], candidate, at: hasOrder ? column(row, 'at') : undefined };
}

/** In the order that an index keeps. */
function walkedSql({ key, descending, from, most }: Walk, within: readonly OrderBound[], scope: Scope): Sql {
  const t = scope.alias('t');
  const by = 'by' in key ? key.by : 'sd';
  const of =
    'by' in key
      ? [sql`${column(t, 'tid')} = ${scope.typeId(key.type)}::int2`, sql`${column(t, 'op')} <> 'D'`]
      : [keyCondition(t, key)];
  const place = from && sql`${column(t, by)} ${raw(from.is)} ${from.value}::${raw(kinds[by])}`;
  const where = joinSql([...of, ...orderConditions(t, within), ...(place ? [place] : [])], ' and ');
  const columns = sql`${column(t, 'sd')}, ${column(t, 'rid')}, ${column(t, 'vis')}${raw('by' in key ? `, ${t}.${by} as at` : '')}`;
  const rows = sql`select ${columns} from ${raw('by' in key ? 'res' : 'tok')} ${raw(t)} where ${where}`;
  const end = most === undefined ? raw('') : sql` limit ${most}::int4`;
  if ('by' in key && most === undefined) return rows; // the place in the order is asked of them from outside
  const down = raw(descending ? ' desc' : '');
  return sql`${rows} order by ${column(t, by)}${down}, ${column(t, 'rid')}${down}${end} offset 0`;
}

const kinds = { sd: 'int8', lu: 'timestamptz', id: 'text' } as const;

/** Rows of these keys, once each, in their order. */
function mergedSql(among: Among, within: readonly OrderBound[], scope: Scope): Sql {
  if (among.most !== undefined) return firstSql(among, among.most, { scope, bounds: within });
  const { keys, by, descending } = among;
  const [k, t, m] = [scope.alias('k'), scope.alias('t'), scope.alias('m')];
  const down = raw(descending ? ' desc' : '');
  const found = joinSql([keyCondition(t, { h: column(k, 'h') }), ...orderConditions(t, within)], ' and ');
  const read = sql`select ${column(t, 'sd')}, ${column(t, 'rid')}, ${column(t, 'vis')} from tok ${raw(t)} where ${found}`;
  const once = sql`select distinct ${raw(t)}.* from unnest(${keys}::int8[]) ${raw(k)}(h) cross join lateral (${read}) ${raw(t)}`;
  if (!by)
    return sql`${once} order by ${column(t, 'sd')}${down}, ${column(t, 'rid')}${down}, ${column(t, 'vis')} offset 0`;
  const at = sql`select ${column('r', by)} as at from res r where r.rid = ${column(m, 'rid')} offset 0`;
  return sql`select ${raw(m)}.*, a.at from (${once}) ${raw(m)} cross join lateral (${at}) a order by a.at${down}, ${column(m, 'rid')}${down} offset 0`;
}

/** The first of each key, as far as nothing that was left out comes before them. */
function firstSql({ keys, descending }: Among, most: number, { scope, bounds }: Reading): Sql {
  const { alias } = scope;
  const [k, t, m, f, b] = [alias('k'), alias('t'), alias('m'), alias('f'), alias('b')];
  const down = raw(descending ? ' desc' : '');
  const order = (row: string) => sql`${column(row, 'sd')}${down}, ${column(row, 'rid')}${down}`;
  const found = joinSql([keyCondition(t, { h: column(k, 'h') }), ...orderConditions(t, bounds)], ' and ');
  const read = sql`select ${column(t, 'sd')}, ${column(t, 'rid')}, ${column(t, 'vis')} from tok ${raw(t)} where ${found} order by ${order(t)} limit ${most}::int4`;
  const numbered = sql`select ${raw(m)}.*, row_number() over (partition by ${column(k, 'h')}) as n from unnest(${keys}::int8[]) ${raw(k)}(h) cross join lateral (${read}) ${raw(m)}`;
  const last = sql`select ${column(b, 'sd')}, ${column(b, 'rid')} from ${raw(f)} ${raw(b)} where ${column(b, 'n')} = ${most}::int4 order by ${order(b)} limit 1`;
  const is = raw(descending ? '>=' : '<=');
  return sql`with ${raw(f)} as materialized (${numbered}) select distinct ${column(t, 'sd')}, ${column(t, 'rid')}, ${column(t, 'vis')} from ${raw(f)} ${raw(t)} left join (${last}) ${raw(b)} on true where ${column(b, 'sd')} is null or (${column(t, 'sd')}, ${column(t, 'rid')}) ${is} (${column(b, 'sd')}, ${column(b, 'rid')}) order by ${order(t)}, ${column(t, 'vis')} offset 0`;
}

/** What has the columns of a resource. */
export function rowsOf(contained: true | undefined): Sql {
  return contained ? containedRows : raw('res');
}

type Tried = Pick<Parts, 'types' | 'tried' | 'rest'>;

function conditions({ types, tried, rest }: Tried, candidate: Candidate, scope: Scope): Sql[] {
  return [
    ...tried.map((test) => hasKey(candidate.row, test, scope)),
    ...visible(candidate, scope, types),
    ...rest.map((clause) => scope.condition(clause, candidate, scope)),
  ];
}

/** That a candidate has a key, in a form that the planner cannot turn into a join. */
export function hasKey(row: string, test: KeyTest, { alias }: Scope): Sql {
  const w = alias('w');
  return sql`coalesce((select true from tok ${raw(w)} where ${keyCondition(w, test)} and ${column(w, 'sd')} = ${column(row, 'sd')} and ${column(w, 'rid')} = ${column(row, 'rid')} limit 1), false)`;
}

function typeCondition(row: string, types: readonly string[], { typeId }: Scope): Sql {
  const [only] = types;
  if (types.length === 1) return sql`${column(row, 'tid')} = ${typeId(only!)}::int2`;
  return sql`${column(row, 'tid')} = any(${types.map(typeId)}::int2[])`;
}

/** The bounds are told for every key: the planner carries equalities from one to the other, but no bounds. */
function joinedKeys(
  { tests: [first, ...others], bounds }: Parts,
  scope: Scope,
): { row: string; from: Sql; where: Sql[] } {
  const row = scope.alias('t');
  const joins = others.map((test) => {
    const t = scope.alias('t');
    const on = [
      keyCondition(t, test),
      sql`${column(t, 'sd')} = ${column(row, 'sd')}`,
      sql`${column(t, 'rid')} = ${column(row, 'rid')}`,
      ...orderConditions(t, bounds),
    ];
    return sql`join tok ${raw(t)} on ${joinSql(on, ' and ')}`;
  });
  const from = joinSql([sql`tok ${raw(row)}`, ...joins], ' ');
  return { row, from, where: [keyCondition(row, first!), ...orderConditions(row, bounds)] };
}

function orderConditions(alias: string, bounds: readonly OrderBound[]): Sql[] {
  return bounds.map(({ is, at }) => sql`${column(alias, 'sd')} ${raw(is)} ${at}::int8`);
}

/** Further rows of the same key (`sys < 0`) count only where their system is asked for. */
export function keyCondition(alias: string, { h, systems }: KeyTest): Sql {
  return sql`${column(alias, 'h')} = ${h}::int8 and ${systemCondition(alias, systems)}`;
}

export function systemCondition(alias: string, systems: readonly number[] | undefined): Sql {
  if (!systems) return sql`${column(alias, 'sys')} >= 0`;
  return sql`${column(alias, 'sys')} in (${joinSql(
    systems.map((system) => sql`${system}::int4`),
    ', ',
  )})`;
}
