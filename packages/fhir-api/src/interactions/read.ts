/** https://hl7.org/fhir/R4/http.html#read */
import type { Call, Result } from '../call.ts';
import { definitionResource } from '../operations/definition-resource.ts';
import { operations } from '../operations/index.ts';
import type { ApiParts } from '../parts.ts';
import { storedResult } from './stored.ts';

export async function read(call: Call, { store }: ApiParts): Promise<Result> {
  const row = await store.read(call.type as string, call.id as string);
  if (!row && call.type === 'OperationDefinition') {
    const operation = operations.find((o) => o.definition.id === call.id);
    if (operation) return { status: 200, body: JSON.stringify(definitionResource(operation, call.base)) };
  }
  return storedResult(call, row);
}
