/**
 * Looks before it leaps: how many rows a condition leads to decides whether they are what a page is read from, or a filter
 * on what is read in order. The planner can only guess, and on skewed data it guesses wrong by orders of magnitude.
 */
import { anyOf, type Clause, conjuncts, type Group, isNarrow, never } from '../clause.ts';
import type { Keys } from '../keys.ts';
import { patientCodeTests } from '../query/patient-code.ts';
import type { Cursor, SearchQuery } from '../search.ts';
import type { Sql } from '../sql.ts';
import type { Scope } from '../statement/candidate.ts';
import { isFilter, isOfKeys } from '../statement/key-lists.ts';
import { careFirst, type PatientKeys } from './care-first.ts';
import { gathers, isWalked } from './gather.ts';
import { containersSql, keyedSql, missingSql, reachedSql, referrersSql, rowsSql, targetsSql } from './look.ts';
import { requireSortable } from './sortable.ts';
import { keyLacked, ridsWithout } from './without-key.ts';

/** Runs a statement and gives its rows. */
export type Run = <Row>(statement: Sql) => Promise<Row[]>;

export interface Looking {
  readonly run: Run;
  readonly keys: Keys;
  readonly typeName: (id: number) => string;
  /** A scope for one statement. */
  readonly scope: () => Scope;
  readonly patientKeys: PatientKeys;
  /** Of the page that is wanted; absent: the first. */
  readonly cursor?: Cursor | undefined;
}

/** Rows that a page may be read from; targets of a chain that may be listed. */
const listed = { rows: 2000, missing: 500, targets: 200, referred: 2000 };

/** The query with the conditions that were looked at; it finds the same. Without such conditions nothing is run. */
export async function refineQuery(query: SearchQuery, looking: Looking): Promise<SearchQuery> {
  if (query.contained) return query; // they are few
  if (query.each) return { ...query, each: await Promise.all(query.each.map((one) => refineQuery(one, looking))) };
  const [{ clauses }, gather] = await Promise.all([
    refineGroup(query, looking, isOfKeys(query.sort)),
    gathers(query, looking),
  ]);
  const refined = {
    ...query,
    clauses,
    ...((gather || (isWalked(query.sort[0]) && clauses.some(isList))) && { gather: true as const }),
  };
  await requireSortable(refined, looking);
  const ahead = await careFirst(refined, looking);
  return ahead ? { ...refined, gather: undefined, ...ahead } : refined;
}

/** A few resources, told by themselves: sorted when all are read. */
function isList({ kind }: Clause): boolean {
  return kind === 'rids' || kind === 'resource' || kind === 'id';
}

/** `inOrder`: wanted in the order that keys are kept in. */
async function refineGroup(
  { types, clauses: asked, contained }: Group,
  outer: Looking,
  inOrder = false,
): Promise<Group> {
  const clauses = asked.flatMap(conjuncts);
  const covered = new Set(clauses.flatMap(coveredBy));
  const isAlone = clauses.length === 1;
  const isListed = inOrder && clauses.filter((clause) => !isFilter(clause) && !covered.has(clause)).length === 1;
  const looking = { ...outer, keys: outer.keys.on(contained === true), isAlone, isListed };
  const refined = clauses.some(isOfOne)
    ? clauses.map((clause) => [asFilter(clause)])
    : await Promise.all(
        clauses.map((clause) => refineClause(clause, types, { ...looking, hasKeys: clauses.some(isKey) })),
      );
  return { types, clauses: uncovered(refined.flat()), ...(contained && { contained }) };
}

/** What need not be asked for when the clause leads to keys of both. */
function coveredBy(clause: Clause): Clause[] {
  if (clause.kind === 'any') return clause.of.flatMap(coveredBy);
  return clause.kind === 'chain' && clause.coded ? [clause.coded.clause] : [];
}

/** Without what another of them was made of. */
function uncovered(clauses: readonly Clause[]): Clause[] {
  const covered = new Set(clauses.map((clause) => ('covers' in clause ? clause.covers : undefined)));
  return clauses.filter((clause) => !covered.has(clause));
}

function asFilter(clause: Clause): Clause {
  if (isChains(clause)) return { ...clause, of: clause.of.map(asFilter) };
  return leads(clause) ? { ...clause, filter: true } : clause;
}

/** One chain, into contained resources as well as into others. */
function isChains(clause: Clause): clause is { readonly kind: 'any'; readonly of: readonly Of<'chain'>[] } {
  return clause.kind === 'any' && clause.of.length > 0 && clause.of.every(({ kind }) => kind === 'chain');
}

/** One patient's resources are read in order, whatever else is asked of them; ids are found at once. */
function isOfOne(clause: Clause): boolean {
  return clause.kind === 'id' || isNarrow(clause);
}

/** Candidates in order, among which others can be a filter. */
function isKey(clause: Clause): boolean {
  return clause.kind === 'tok' && clause.everyType === undefined;
}

/** Clauses that lead to candidates unless they are filters. */
function leads(clause: Clause): clause is Of<'row' | 'chain' | 'has'> {
  if (clause.kind === 'chain' || clause.kind === 'has') return !clause.canonical; // few resources have a canonical url
  return clause.kind === 'row';
}

interface Among extends Looking {
  readonly hasKeys: boolean;
  readonly isAlone: boolean;
  /** Lists of keys in the order that is wanted are as good as a list of rows: no other clause leads anywhere. */
  readonly isListed: boolean;
}

async function refineClause(clause: Clause, types: readonly string[] | undefined, looking: Among): Promise<Clause[]> {
  if (looking.isAlone && types?.length === 1) {
    if (isMissing(clause)) return missing(clause, types[0]!, looking);
    const key = keyLacked(clause);
    if (key) return without(clause, await ridsWithout(key, types[0]!, looking));
  }
  if (clause.kind === 'tok' && clause.any.length > 1) return keyed(clause, looking);
  if (isChains(clause)) return chains(clause.of, looking);
  if (clause.kind === 'contains') return containers(clause, looking);
  if (!leads(clause) || clause.filter) return [clause];
  if (clause.kind === 'row') return rows(clause, looking);
  return clause.kind === 'chain' ? chain(clause, looking) : has(clause, looking);
}

type Of<Kind extends Clause['kind']> = Extract<Clause, { kind: Kind }>;

async function rows(clause: Of<'row'>, { run, hasKeys }: Among): Promise<Clause[]> {
  const tables = new Set(clause.any.map((test) => test.table));
  if (tables.size > 1) return [clause];
  const found = await run<{ rid: bigint }>(rowsSql(clause.any, listed.rows + 1));
  if (found.length === 0) return [never];
  if (found.length > listed.rows) return [hasKeys ? { ...clause, filter: true } : clause];
  return [
    { kind: 'rids', rids: distinct(found.map(({ rid }) => rid)) },
    { ...clause, filter: true },
  ];
}

/** Several keys: how many rows they have together is what planners know least of. */
async function keyed(clause: Of<'tok'>, { run, isListed }: Pick<Among, 'run' | 'isListed'>): Promise<Clause[]> {
  if (isListed) return [clause];
  const found = await run<{ rid: bigint }>(keyedSql(clause.any, listed.rows + 1));
  if (found.length === 0) return [never];
  const { covers } = clause;
  return found.length > listed.rows
    ? [clause]
    : [{ kind: 'rids', rids: distinct(found.map(({ rid }) => rid)), covers }];
}

type Missing = { readonly kind: 'not'; readonly of: Of<'present'> };

function isMissing(clause: Clause): clause is Missing {
  return clause.kind === 'not' && clause.of.kind === 'present';
}

/** Nearly every resource has most parameters: the few without are listed, read in the order in which they lie. */
async function missing(clause: Missing, type: string, { run, scope }: Among): Promise<Clause[]> {
  const found = await run<{ rid: bigint }>(missingSql(clause, scope(), { type, limit: listed.missing + 1 }));
  if (found.length === 0) return [never];
  return found.length > listed.missing ? [clause] : [{ kind: 'rids', rids: distinct(found.map(({ rid }) => rid)) }];
}

function without(clause: Clause, rids: readonly string[] | undefined): Clause[] {
  if (rids?.length === 0) return [never];
  return rids ? [{ kind: 'rids', rids }] : [clause];
}

async function chained(clause: Of<'chain'>, looking: Among): Promise<Clause[]> {
  return leads(clause) && !clause.filter ? chain(clause, looking) : [clause];
}

/** Where both lead somewhere, to one list when they are few. */
async function chains(of: readonly Of<'chain'>[], looking: Among): Promise<Clause[]> {
  const found = (await Promise.all(of.map((one) => chained(one, looking)))).flat();
  const parts = found.filter((part) => part !== never);
  if (parts.length < 2) return parts.length === 0 ? [never] : parts;
  const looked = await Promise.all(
    parts.map((part) => (part.kind === 'tok' ? keyed(part, { ...looking, isListed: false }) : [part])),
  );
  const rids = looked.flat().flatMap((part) => (part.kind === 'rids' ? part.rids : []));
  const others = looked.flat().filter((part) => part.kind !== 'rids' && part !== never);
  const listed: Clause[] = rids.length > 0 ? [{ kind: 'rids', rids: [...new Set(rids)] }] : [];
  return [anyOf([...others, ...listed])];
}

async function containers(clause: Of<'contains'>, { run, scope }: Looking): Promise<Clause[]> {
  const found = await run<{ rid: bigint }>(containersSql(clause.group, scope(), listed.rows + 1));
  if (found.length === 0) return [never];
  return found.length > listed.rows ? [clause] : [{ kind: 'rids', rids: distinct(found.map(({ rid }) => rid)) }];
}

/** Few targets: their keys, as if the references themselves had been asked for. */
async function chain(clause: Of<'chain'>, looking: Among): Promise<Clause[]> {
  const group = await refineGroup(clause.group, looking);
  if (group.clauses.includes(never)) return [never];
  const found = await looking.run<{ tid: number; id: string }>(targetsSql(group, looking.scope(), listed.targets + 1));
  if (found.length === 0) return [never];
  if (found.length > listed.targets) return [{ ...clause, group, filter: true }];
  const names = found.map(({ tid, id }) => `${looking.typeName(tid)}/${id}`);
  const key = keysOf(names, clause, looking.keys);
  const isListed = looking.isListed && (key.covers !== undefined || !clause.coded);
  return key.any.length > 1 ? keyed(key, { ...looking, isListed }) : [key];
}

/** Keys of what refers to these; of what does so and has the codes that are asked for besides, where these are patients. */
function keysOf(names: readonly string[], { holders, coded }: Of<'chain'>, keys: Keys): Of<'tok'> {
  if (coded && names.every((name) => name.startsWith('Patient/'))) {
    const any = names.flatMap((name) => patientCodeTests(keys, coded.codes, keys.resource(name)));
    return { kind: 'tok', any, codes: coded.codes, ofPatients: true, covers: coded.clause };
  }
  return {
    kind: 'tok',
    any: names.flatMap((name) => holders.map((holder) => ({ h: keys.of('reference', holder, name) }))),
  };
}

/** Under a permit what refers is counted whether it is seen or not, which costs less than to tell; then what is seen is asked for. */
async function has(clause: Of<'has'>, looking: Looking): Promise<Clause[]> {
  const group = await refineGroup(clause.group, looking);
  if (group.clauses.includes(never)) return [never];
  const asFilter = { ...clause, group, filter: true as const };
  const scope = looking.scope();
  const statement = referrersSql(group, { ...scope, permit: undefined }, listed.referred + 1);
  const referrers = await looking.run<{ rid: bigint }>(statement);
  if (referrers.length === 0) return [never];
  if (referrers.length > listed.referred) return [asFilter];
  const rids = distinct(referrers.map(({ rid }) => rid));
  const reached = await looking.run<{ tk: bigint }>(reachedSql(rids, clause.holders));
  if (reached.length === 0) return [never];
  const those: Clause = { kind: 'resource', keys: distinct(reached.map(({ tk }) => tk)) };
  return scope.permit ? [those, asFilter] : [those];
}

function distinct(numbers: readonly bigint[]): string[] {
  return [...new Set(numbers.map(String))];
}
