/** `_count`: https://hl7.org/fhir/R4/search.html#count */
import { outcomes } from '@charthouse/fhir-model';
import { firstValue, type Query } from '../call.ts';
import type { ApiSettings } from '../parts.ts';

/**
 * Entries of a page: as asked (0: only the total is wanted), at most the server's limit, the default when not asked.
 * @throws OutcomeError 400 when it is no whole number
 */
export function countOf(query: Query, settings: Pick<ApiSettings, 'pageDefault' | 'pageLimit'>): number {
  const text = firstValue(query, '_count');
  if (text === undefined) return settings.pageDefault;
  if (!/^\d{1,9}$/.test(text)) throw outcomes.badRequest(`_count is "${text}"; a whole number is expected.`);
  return Math.min(Number(text), settings.pageLimit);
}
