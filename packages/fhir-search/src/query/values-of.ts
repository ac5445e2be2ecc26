/** The values of an OR list, within the limit. */
import { outcomes } from '@charthouse/fhir-model';
import type { QueryContext } from './context.ts';
import { splitOn } from './values.ts';

/** Values of all lists of one search, each counted for every parameter (of a type) that it is sought in. */
const mostInAll = 5000;

/** `parameters`: how many the values are sought in. */
export function valuesOf(
  { value, written }: { value: string; written: string },
  { valueLimit, spent }: QueryContext,
  parameters = 1,
): string[] {
  const values = splitOn(value, ',');
  if (values.length > valueLimit)
    throw outcomes.tooCostly(`${written} has ${values.length} values; at most ${valueLimit} are allowed.`);
  if (values.includes('')) throw outcomes.badRequest(`${written} has an empty value in its list.`);
  spent.values += values.length * parameters;
  if (spent.values > mostInAll)
    throw outcomes.tooCostly(
      `${written}: the lists of this search have more than ${mostInAll} values, counted for each type searched; ask for fewer, or in several searches.`,
    );
  return values;
}
