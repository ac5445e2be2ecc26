/** Writes FHIRPath Patches and applies them, for tests. */
import { type JsonObject, parseJson, writeJson } from '@charthouse/fhir-model';
import { applyFhirPathPatch } from './apply.ts';

/** An operation with its parts: text and whole numbers as such, anything else as the part that it is. */
export type Operation = Record<string, string | number | JsonObject>;

const part = (name: string, value: string | number | JsonObject): JsonObject => {
  if (typeof value === 'object') return { name, ...value };
  return typeof value === 'number' ? { name, valueInteger: value } : { name, valueString: value };
};

/** The patch with these operations, as text. */
export const patchText = (operations: readonly Operation[]): string =>
  JSON.stringify({
    resourceType: 'Parameters',
    parameter: operations.map((operation) => ({
      name: 'operation',
      part: Object.entries(operation).map(([name, value]) => part(name, value)),
    })),
  });

/** The text of a resource after these operations. */
export function patched(resource: string, ...operations: Operation[]): string {
  const { value, literals } = applyFhirPathPatch(parseJson(resource), parseJson(patchText(operations)));
  return writeJson(value, literals);
}

export const patient = (content: string) => `{"resourceType":"Patient"${content && `,${content}`}}`;
