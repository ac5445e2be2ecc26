/** https://hl7.org/fhir/R4/http.html#read */
import type { Call, Result } from '../call.ts';
import { readLogged } from '../logged/logged-read.ts';
import { definitionResource } from '../operations/definition-resource.ts';
import { operations } from '../operations/index.ts';
import type { ApiParts } from '../parts.ts';
import { storedResult } from './stored.ts';

export async function read(call: Call, parts: ApiParts): Promise<Result> {
  const { store } = parts;
  const row = await store.read(call.type as string, call.id as string);
  if (!row && call.type === 'OperationDefinition') {
    const operation = [...operations, ...(parts.deskOperations ?? [])].find((o) => o.definition.id === call.id);
    if (operation) return { status: 200, body: JSON.stringify(definitionResource(operation, call.base)) };
  }
  const logged = row ? undefined : await readLogged(call, parts);
  if (logged) return logged;
  return storedResult(call, row);
}
