/** `Bundle.total`: https://hl7.org/fhir/R4/search.html#total. Counted when asked for only. */
import type { SearchQuery } from '@charthouse/fhir-search';
import type { ApiParts } from '../parts.ts';

/** `_total=estimate` counts up to here before it estimates. */
const countedExactly = 10_000;

export interface Total {
  readonly total?: number;
  /** The total is PostgreSQL's estimate. */
  readonly estimated?: boolean;
}

export async function totalOf(
  query: SearchQuery,
  { search, store, limit: permit }: ApiParts,
  countOnly: boolean,
): Promise<Total> {
  if (query.total === 'none' && !countOnly) return {};
  const limit = query.total === 'estimate' ? countedExactly : undefined;
  const [row] = await store.search<{ total: number }>(search.total(query, limit));
  const total = Number(row?.total ?? 0);
  if (limit === undefined || total <= limit) return { total };
  if (permit) return {}; // statistics are of everything, also of what is hidden
  const estimate = search.estimateOf(await store.search(search.estimate(query)));
  return { total: Math.max(estimate, total), estimated: true };
}
