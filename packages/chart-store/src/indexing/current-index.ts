/** Whether the set of indexed search parameters is the one that somebody knows. */
import { sql } from '@charthouse/fhir-search';
import type { Within } from '../jobs/kind.ts';
import { IndexChanged } from './index-changed.ts';

/** @throws IndexChanged when it has become another than that of `version` */
export async function requireCurrentIndex(query: Within, version: number): Promise<void> {
  const [index] = await query<{ version: number }>(sql`select version from search_index`);
  if (index?.version !== version) throw new IndexChanged('The set of indexed search parameters has changed.');
}
