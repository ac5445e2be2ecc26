/** Whether an element path has a uri type, for the links that a transaction rewrites. */
import type { JsonObject, JsonValue, Resource } from '@charthouse/fhir-model';
import { types } from '@charthouse/fhir-model/definitions';
import { namesTo } from './element-path.ts';

const uriTypes: ReadonlySet<string> = new Set(['uri', 'url', 'oid', 'uuid']);

/** Whether `holder[key]`, somewhere in `root`, is a uri, url, oid or uuid. */
export function isUriElement(root: Resource, holder: JsonObject | JsonValue[], key: string | number): boolean {
  const names = namesTo(root, holder);
  if (!names) return false;
  if (typeof key === 'string') names.push(key);
  let type = root.resourceType;
  for (const name of names) {
    const next = elementType(type, name);
    if (next === undefined) return false;
    type = next;
  }
  return uriTypes.has(type);
}

function elementType(type: string, name: string): string | undefined {
  for (const element of types[type]?.elements ?? []) {
    if (!element.choice && element.name === name) return element.types[0];
    if (element.choice && name.startsWith(element.name)) {
      const chosen = element.types.find((t) => element.name + t[0]?.toUpperCase() + t.slice(1) === name);
      if (chosen) return chosen;
    }
  }
  return undefined;
}
