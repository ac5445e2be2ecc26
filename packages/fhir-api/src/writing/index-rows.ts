/** What a version adds to the search index, within what one resource may. */
import { type JsonValue, OutcomeError, type Resource } from '@charthouse/fhir-model';
import type { IndexRows } from '@charthouse/fhir-search';
import type { ApiParts } from '../parts.ts';
import type { Pending } from './versions.ts';
import { expressionAt } from './write-call.ts';

/** @throws OutcomeError 413 naming the element that most of it is in */
export function indexRows({ call }: Pending, resource: Resource, { search, settings }: ApiParts): IndexRows {
  try {
    return search.extract(resource, settings.indexRowLimit);
  } catch (error) {
    if (!(error instanceof OutcomeError)) throw error;
    const expression = [expressionAt(call.place, `${resource.resourceType}.${largestElement(resource)}`)];
    throw new OutcomeError(
      error.status,
      error.issues.map((issue) => ({ ...issue, expression })),
    );
  }
}

function largestElement(resource: Resource): string {
  const sizes = Object.entries(resource).map(([name, value]) => ({ name, size: valuesIn(value) }));
  return sizes.reduce((most, one) => (one.size > most.size ? one : most)).name;
}

function valuesIn(value: JsonValue | undefined): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce((sum: number, child) => sum + valuesIn(child), 0);
}
