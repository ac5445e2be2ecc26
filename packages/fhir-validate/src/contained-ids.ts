/** The contained resources of a resource by their ids, so that none is searched through for each reference. https://hl7.org/fhir/R4/references.html#contained */
import { isObject, type JsonObject, type JsonValue } from '@charthouse/fhir-model';

let known = new WeakMap<JsonValue[], ReadonlyMap<string, JsonObject>>();

/** What is known holds for one validation: the resource may be changed before the next. */
export function forgetContained(): void {
  known = new WeakMap();
}

/** The first of that id. */
export function containedWithId(holder: JsonValue | undefined, id: string): JsonObject | undefined {
  const list = isObject(holder) ? holder.contained : undefined;
  if (!Array.isArray(list)) return undefined;
  const own = known.get(list) ?? byId(list);
  known.set(list, own);
  return own.get(id);
}

function byId(list: readonly JsonValue[]): ReadonlyMap<string, JsonObject> {
  const map = new Map<string, JsonObject>();
  for (const resource of list)
    if (isObject(resource) && typeof resource.id === 'string' && !map.has(resource.id)) map.set(resource.id, resource);
  return map;
}
