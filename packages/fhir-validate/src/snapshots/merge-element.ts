/** What a differential says of an element, over what was said before. https://hl7.org/fhir/R4/profiling.html#snapshot */
import { isObject, type JsonObject, type JsonValue } from '@charthouse/fhir-model';

/** Lists that grow; their items are told apart by these members, or as a whole. */
const growing: Readonly<Record<string, readonly string[]>> = {
  constraint: ['key'],
  mapping: ['identity', 'map'],
  example: ['label'],
  extension: ['url'],
  alias: [],
  condition: [],
  code: ['system', 'code'],
};

/** Where they stand belongs to the place, not to what is said of it. */
const ofThePlace: ReadonlySet<string> = new Set(['id', 'path', 'sliceName', 'base']);

export function mergeElement(before: JsonObject, said: JsonObject): JsonObject {
  const merged: JsonObject = { ...before };
  for (const [name, value] of Object.entries(said)) {
    if (value === undefined || ofThePlace.has(name)) continue;
    if (/^(?:fixed|pattern|minValue|maxValue|defaultValue)[A-Z]/.test(name)) removeChoice(merged, name);
    merged[name] = mergedValue(name, merged[name], value);
  }
  return merged;
}

function mergedValue(name: string, before: JsonValue | undefined, said: JsonValue): JsonValue {
  const keys = growing[name];
  if (keys && Array.isArray(before) && Array.isArray(said)) return joined(before, said, keys);
  const text = typeof said === 'string' && said.startsWith('...') && typeof before === 'string';
  return text ? `${before}\n${said.slice(3)}` : said;
}

/** Items that say the same thing anew replace what was said. */
function joined(before: readonly JsonValue[], said: readonly JsonValue[], keys: readonly string[]): JsonValue[] {
  const keyOf = (item: JsonValue) => JSON.stringify(isObject(item) ? keys.map((key) => item[key] ?? null) : item);
  const list = new Map(before.map((item) => [keyOf(item), item]));
  for (const item of said) list.set(keyOf(item), item);
  return [...list.values()];
}

/** An element has one fixed value, one pattern… */
function removeChoice(element: JsonObject, name: string): void {
  const prefix = /^[a-z]+(?:Value)?/.exec(name)![0];
  for (const key of Object.keys(element))
    if (key.startsWith(prefix) && /[A-Z]/.test(key.charAt(prefix.length))) delete element[key];
}
