/** SearchParameter resources that are written change what is indexed: https://hl7.org/fhir/R4/searchparameter.html */
import { changeParameters, type RecordTransaction } from '@charthouse/chart-store';
import { OutcomeError, type Resource } from '@charthouse/fhir-model';
import { searchParameters } from '@charthouse/fhir-model/definitions';
import { readDefinition } from '@charthouse/fhir-search';
import type { ApiParts } from '../parts.ts';
import type { Pending } from './versions.ts';
import { expressionAt } from './write-call.ts';

/**
 * True when other parameters are indexed from now on.
 * @throws OutcomeError 422 when an active parameter cannot be indexed
 */
export async function changeIndexed(
  pending: readonly Pending[],
  tx: RecordTransaction,
  { indexVersion }: Pick<ApiParts, 'indexVersion'>,
): Promise<boolean> {
  const written = pending.filter(({ type }) => type === 'SearchParameter');
  if (written.length === 0) return false;
  const changes = written.map(({ id, resource, call }) => {
    if (resource?.status !== 'active' || isBaseParameter(resource)) return { id };
    return { id, definition: definitionOf(resource, call.place) };
  });
  return changeParameters(tx.query, changes, indexVersion);
}

/** It is a base parameter itself, or says that it is derived from the one of its name: the rows of that one answer it. */
export function isBaseParameter({ url, code, derivedFrom }: Resource): boolean {
  return searchParameters.some((one) => one.url === url || (one.url === derivedFrom && one.code === code));
}

function definitionOf(resource: Resource, place: string) {
  try {
    return readDefinition(resource);
  } catch (error) {
    if (!(error instanceof OutcomeError)) throw error;
    const placed = (expression: string) => expressionAt(place, expression);
    throw new OutcomeError(
      error.status,
      error.issues.map((issue) => ({
        ...issue,
        ...(issue.expression && { expression: issue.expression.map(placed) }),
      })),
    );
  }
}
