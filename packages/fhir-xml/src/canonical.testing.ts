/** JSON text with its properties sorted and its numbers as written: equal for two texts that say the same. */
import type { JsonValue } from '@charthouse/fhir-model';

type Reviver = (key: string, value: JsonValue, context: { source?: string }) => JsonValue;

export function canonical(json: string): string {
  const kept: Reviver = (_key, value, { source }) => (typeof value === 'number' ? `number ${source}` : value);
  return JSON.stringify(sorted((JSON.parse as (text: string, reviver: Reviver) => JsonValue)(json, kept)), null, 1);
}

function sorted(value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sorted(value[key] as JsonValue)]));
}
