/** Adds to or takes from the profiles, tags and labels of a resource: https://hl7.org/fhir/R4/resource-operation-meta-add.html */
import { isObject, type JsonValue, type Meta, type ParsedJson, type Resource } from '@charthouse/fhir-model';

const lists = ['profile', 'security', 'tag'] as const;

/** Codings are the same when system and code are. */
function identity(item: JsonValue): string {
  return isObject(item) ? `${item.system ?? ''}|${item.code ?? ''}` : String(item);
}

/** The same resource when there is nothing to add or to delete. */
export function changeMeta({ value, literals }: ParsedJson, change: 'add' | 'delete', meta: Meta): ParsedJson {
  const resource = value as Resource;
  const next: Meta = { ...resource.meta };
  let isOther = false;
  for (const list of lists) {
    const given = Array.isArray(meta[list]) ? meta[list] : [];
    const present = Array.isArray(next[list]) ? next[list] : [];
    const names = new Set((change === 'add' ? present : given).map(identity));
    const changed =
      change === 'add'
        ? [...present, ...given.filter((item) => !names.has(identity(item)))]
        : present.filter((item) => !names.has(identity(item)));
    isOther ||= changed.length !== present.length;
    if (changed.length > 0) next[list] = changed;
    else delete next[list];
  }
  return { value: isOther ? { ...resource, meta: next } : resource, literals };
}
