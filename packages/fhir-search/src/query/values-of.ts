/** The values of an OR list, within the limit. */
import { outcomes } from '@charthouse/fhir-model';
import type { QueryContext } from './context.ts';
import { splitOn } from './values.ts';

export function valuesOf(
  { value, written }: { value: string; written: string },
  { valueLimit }: QueryContext,
): string[] {
  const values = splitOn(value, ',');
  if (values.length > valueLimit)
    throw outcomes.tooCostly(`${written} has ${values.length} values; at most ${valueLimit} are allowed.`);
  if (values.includes('')) throw outcomes.badRequest(`${written} has an empty value in its list.`);
  return values;
}
