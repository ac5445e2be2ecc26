/**
 * Who sees much of what matches need not be told by patients: the matches are read in their order, and each is tried by itself. A
 * look at the first of them tells whether a page is soon full that way.
 */
import { type Clause, conjuncts, isNarrow, type Walk } from '../clause.ts';
import { noDate } from '../index-rows.ts';
import type { Cursor, SearchQuery } from '../search.ts';
import type { SortBy } from '../sort/sort-key.ts';
import { joinSql, type Sql, sql } from '../sql.ts';
import type { Scope } from '../statement/candidate.ts';
import { isAbsent } from '../statement/order.ts';
import { sourceOf } from '../statement/source.ts';
import { isSteadyTest } from '../statement/steady.ts';
import type { Run } from './refine.ts';

interface Walking {
  readonly run: Run;
  readonly scope: () => Scope;
  /** Of the page that is wanted; absent: the first. */
  readonly cursor?: Cursor | undefined;
}

/** What no key is kept in the order of, and stands in `res`. */
export const columns: { readonly [By in SortBy['by']]?: 'lu' | 'id' } = { updated: 'lu', id: 'id' };

/** Matches that are tried at first; seen among them, so that more are; for each resource of a page, matches that are tried then. */
const [first, found, each] = [40, 2, 50];

/** The order in which a page can be read, of one type; undefined: other conditions lead to what is read. */
export function walkOf({ clauses, sort, gather }: SearchQuery, type: string, { typeKey }: Scope): Walk | undefined {
  const all = clauses.flatMap(conjuncts);
  if (gather || !all.every(isSteadyTest) || all.some((clause) => clause.kind === 'tok' && clause.ofPatients)) return;
  const by = sort.length === 1 ? columns[sort[0]!.by] : undefined;
  const { descending } = sort[0]!;
  if (by) return { key: { type, by }, descending };
  const keyed = all.filter(isOneKey);
  const covers = keyed.find(isNarrow) ?? keyed[0];
  return { key: covers?.any[0] ?? { h: typeKey(type) }, covers, descending };
}

function isOneKey(clause: Clause): clause is Extract<Clause, { kind: 'tok' }> {
  return clause.kind === 'tok' && clause.any.length === 1 && !clause.everyType;
}

/** Whether so many of the first matches are seen that a page is full before long. */
export async function fillsPage(query: SearchQuery, walk: Walk, { run, scope, cursor }: Walking): Promise<boolean> {
  const seen = async (most: number) => {
    const rows = await run(seenSql(query, { ...walk, ...(cursor && fromPlace(query, walk, cursor)), most }, scope()));
    return rows.length;
  };
  const early = await seen(first);
  return early > query.count || (early >= found && (await seen(each * (query.count + 1))) > query.count);
}

/** A row for each that is seen of the first, no more than fill a page. */
function seenSql({ types, clauses, count }: SearchQuery, walk: Walk, scope: Scope): Sql {
  const { from, where } = sourceOf({ types, clauses, walk }, scope, { res: true });
  return { ...sql`select 1 from ${from} where ${joinSql(where, ' and ')} limit ${count + 1}::int4`, once: true };
}

/** Where the page after the cursor begins, or a little before. */
function fromPlace({ sort: [key] }: SearchQuery, { descending }: Walk, [value = '']: Cursor): Pick<Walk, 'from'> {
  const isDate = key?.by === 'primary';
  if (isDate && isAbsent(key, value)) return { from: { is: '<=', value: String(noDate) } };
  return { from: { is: descending ? '<=' : '>=', value } };
}
