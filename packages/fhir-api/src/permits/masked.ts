/** Elements that a permit takes out of what is answered: they are nowhere in it, also not in resources within it. */
import { isObject, type JsonObject, type JsonValue, type Mask, parseJson, writeJson } from '@charthouse/fhir-model';

/** The text without them. */
export function maskedText(text: string, mask: Mask): string {
  if (Object.keys(mask).length === 0) return text;
  const { value, literals } = parseJson(text);
  visit(value, mask);
  return writeJson(value, literals);
}

function visit(value: JsonValue, mask: Mask): void {
  if (Array.isArray(value)) for (const item of value) visit(item, mask);
  else if (isObject(value)) {
    const type = value.resourceType;
    const paths = (typeof type === 'string' && mask[type]) || [];
    for (const path of paths) remove(value, path.split('.'));
    if (paths.length > 0) {
      remove(value, ['text']); // the narrative may say the same
      markIncomplete(value);
    }
    for (const key in value) visit(value[key]!, mask);
  }
}

/** So that it replaces nothing when it is sent back: https://hl7.org/fhir/R4/security.html#output-filtering */
function markIncomplete(resource: JsonObject): void {
  const meta = isObject(resource.meta) ? resource.meta : {};
  const tag = Array.isArray(meta.tag) ? meta.tag : [];
  resource.meta = { ...meta, tag: [...tag, subsetted] };
}

const subsetted = { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'SUBSETTED' };

function remove(holder: JsonObject, [name = '', ...rest]: readonly string[]): void {
  const child = holder[name];
  if (rest.length === 0) {
    delete holder[name];
    delete holder[`_${name}`];
  } else for (const one of Array.isArray(child) ? child : [child]) if (isObject(one)) remove(one, rest);
}
