/** https://hl7.org/fhir/R4/resource-operation-meta.html */
import { type Meta, outcomes, parseJson, type Resource } from '@charthouse/fhir-model';
import type { Call, Result } from '../call.ts';
import { storedResult } from '../interactions/stored.ts';
import type { ApiParts } from '../parts.ts';
import type { Operation } from './operation.ts';

export const meta: Operation = {
  definition: {
    id: 'meta',
    code: 'meta',
    title: 'Profiles, tags and security labels',
    description: 'The meta of one resource, or all profiles, tags and labels in use on a type or the whole record.',
    base: 'http://hl7.org/fhir/OperationDefinition/Resource-meta',
    parameter: [{ name: 'return', use: 'out', min: 1, max: '1', type: 'Meta' }],
  },
  levels: ['system', 'type', 'instance'],
  affectsState: false,
  async handle(call, parts) {
    if (call.id === undefined) return metaResult(await metaInUse(call, parts));
    const row = await parts.store.read(call.type as string, call.id);
    const { body = '' } = storedResult({ ...call, conditions: {} }, row);
    return metaResult((parseJson(body).value as Resource).meta ?? {});
  },
};

/** Parameters with one Meta. */
export function metaResult(value: Meta): Result {
  return {
    status: 200,
    body: JSON.stringify({ resourceType: 'Parameters', parameter: [{ name: 'return', valueMeta: value }] }),
  };
}

/** Values listed at most. */
const inUseLimit = 10_000;

async function metaInUse({ type }: Call, { store, search }: ApiParts): Promise<Meta> {
  const rows = await store.search<{ list: string; item: string }>(search.inUse(type, inUseLimit + 1));
  if (rows.length > inUseLimit)
    throw outcomes.tooCostly(
      'More than 10,000 profiles, tags and labels are in use; ask for one type or one resource.',
    );
  const value: Meta = {};
  for (const { list, item } of rows) value[list] = [...((value[list] as []) ?? []), JSON.parse(item)];
  return value;
}
