/** Taking elements out of a resource. https://hl7.org/fhir/R4/security.html#output-filtering (SUBSETTED) */
import { isObject, type JsonObject, type JsonValue, type Mask, type Resource } from '@charthouse/fhir-model';

const subsetted = { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'SUBSETTED' };

/** The resource itself when nothing of it is masked; else a copy without the elements, tagged as incomplete. */
export function applyMask(resource: Resource, mask: Mask): Resource {
  const paths = mask[resource.resourceType] ?? [];
  const cut = paths.reduce<JsonObject>((left, path) => without(left, path.split('.')), resource);
  if (cut === resource) return resource;
  const tag = Array.isArray(resource.meta?.tag) ? resource.meta.tag : [];
  return { ...cut, resourceType: resource.resourceType, meta: { ...resource.meta, tag: [...tag, subsetted] } };
}

/** The same object when the path leads to nothing. */
function without(from: JsonObject, [name = '', ...rest]: readonly string[]): JsonObject {
  if (rest.length === 0) {
    if (!(name in from) && !(`_${name}` in from)) return from;
    const { [name]: _, [`_${name}`]: __, ...left } = from;
    return left;
  }
  const inner = from[name];
  const cut = inside(inner, rest);
  return cut === inner ? from : { ...from, [name]: cut };
}

function inside(value: JsonValue | undefined, rest: readonly string[]): JsonValue | undefined {
  if (Array.isArray(value)) {
    const cut = value.map((item) => inside(item, rest) ?? null);
    return cut.some((item, i) => item !== value[i]) ? cut : value;
  }
  return isObject(value) ? without(value, rest) : value;
}
