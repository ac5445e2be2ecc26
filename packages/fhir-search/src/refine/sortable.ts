/** Orders that no index keeps: the text of each match is read, so matches must not be too many. */
import { outcomes } from '@charthouse/fhir-model';
import type { SearchQuery } from '../search.ts';
import { isListed } from '../sort/sort-key.ts';
import type { Scope } from '../statement/candidate.ts';
import { totalSql } from '../statement/page.ts';
import type { Run } from './refine.ts';

/** Matches that are read to be sorted: half a second's work. */
const most = 50_000;

/** @throws OutcomeError 400 `too-costly` */
export async function requireSortable(
  query: SearchQuery,
  { run, scope }: { readonly run: Run; readonly scope: () => Scope },
): Promise<void> {
  const [first] = query.sort;
  const isRead = first?.by === 'body' || (isListed(first) && query.sort.some((key) => key.by === 'body'));
  if (!isRead) return;
  const [row] = await run<{ total: number }>(totalSql(query, most, scope()));
  if (row && row.total > most)
    throw outcomes.tooCostly(
      `_sort: the types that are searched keep no common order by this, so it is read from the text of each match, and more than ${most.toLocaleString('en-US')} resources match. Narrow the search (by patient, date or code, or to fewer types), or sort by _lastUpdated or _id.`,
    );
}
