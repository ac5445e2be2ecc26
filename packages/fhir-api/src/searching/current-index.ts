/**
 * Searches by parameters that resources add and remove are those of the index of now: another process may have changed it a
 * moment ago, and this one not have been told.
 */
import { requireCurrentIndex } from '@charthouse/chart-store';
import type { SearchQuery } from '@charthouse/fhir-search';
import type { ApiParts } from '../parts.ts';

/**
 * Asks the database only where it may matter: for an added parameter, or for what was not understood.
 * @throws IndexChanged: the door reads the index again and begins anew
 */
export async function parsedNow(
  { store, indexVersion }: Pick<ApiParts, 'store' | 'indexVersion'>,
  parse: () => SearchQuery,
): Promise<SearchQuery> {
  let query: SearchQuery;
  try {
    query = parse();
  } catch (error) {
    await requireCurrentIndex(store.search, indexVersion);
    throw error;
  }
  if (query.added || query.issues.length > 0) await requireCurrentIndex(store.search, indexVersion);
  return query;
}
