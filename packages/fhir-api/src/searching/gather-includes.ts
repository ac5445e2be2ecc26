/** Resources that `_include` and `_revinclude` add to a page: https://hl7.org/fhir/R4/search.html#include */

import type { Issue } from '@charthouse/fhir-model';
import type { SearchQuery, SearchRow } from '@charthouse/fhir-search';
import type { ApiParts } from '../parts.ts';

/** `:iterate` follows references this many times at most; reaching it is announced. */
const roundLimit = 10;

export interface Included {
  readonly rows: readonly SearchRow[];
  /** What was left out. */
  readonly issues: readonly Issue[];
}

export async function gatherIncludes(
  query: SearchQuery,
  page: readonly SearchRow[],
  parts: ApiParts,
): Promise<Included> {
  const seen = new Set(page.map((row) => row.rid));
  const rows: SearchRow[] = [];
  let fresh = page;
  for (let round = 0; fresh.length > 0; round++) {
    const statement = parts.search.includes(query, fresh, round);
    if (!statement) break;
    if (round === roundLimit) return { rows, issues: [leftOut(`references were followed ${roundLimit} times only`)] };
    const found = await parts.store.search<SearchRow>(statement);
    fresh = found.filter((row) => !seen.has(row.rid));
    for (const row of fresh) seen.add(row.rid);
    rows.push(...fresh);
    if (found.length > query.includeLimit || rows.length > query.includeLimit)
      return {
        rows: rows.slice(0, query.includeLimit),
        issues: [full(query.includeLimit)],
      };
  }
  return { rows, issues: [] };
}

/** How many of what else a page would include have room on it, and what was left out of all. */
export function roomFor<Entry>(
  more: readonly Entry[],
  { rows, issues }: Included,
  { includeLimit }: SearchQuery,
): { readonly fitting: readonly Entry[]; readonly issues: readonly Issue[] } {
  const fitting = more.slice(0, Math.max(0, includeLimit - rows.length));
  const isCut = fitting.length < more.length && issues.length === 0;
  return { fitting, issues: isCut ? [full(includeLimit)] : issues };
}

function full(limit: number): Issue {
  return leftOut(`a page includes ${limit} resources at most`);
}

function leftOut(why: string): Issue {
  return {
    severity: 'warning',
    code: 'incomplete',
    diagnostics: `Included resources are missing from this page: ${why}. Ask for smaller pages (_count) or search them directly.`,
  };
}
