/** What references name. https://hl7.org/fhir/R4/fhirpath.html#functions, https://hl7.org/fhir/R4/references.html#contained */
import { isObject, type JsonObject, type JsonValue } from '@charthouse/fhir-model';
import type { Run } from '../run.ts';
import { FhirElement, resourceElement } from '../values/element.ts';
import type { Value } from '../values/value.ts';

/** The resource a Reference, uri or canonical names: contained, in the same Bundle, or from outside. */
export function resolved(value: Value, run: Run): FhirElement | undefined {
  const text = referenceText(value);
  if (text === undefined) return undefined;
  const { resource, rootResource } = run.environment;
  const root = rootResource ?? resource ?? run.context[0];
  const holder = root instanceof FhirElement && isObject(root.value) ? root.value : undefined;
  const around =
    text.startsWith('#') && holder && value instanceof FhirElement ? holderOf(value.value, holder) : holder;
  const found = (around && within(text, around)) ?? run.environment.resolve?.(text);
  return found && resourceElement(found);
}

function referenceText(value: Value): string | undefined {
  const own = value instanceof FhirElement ? value.value : value;
  const text = isObject(own as JsonValue) ? (own as JsonObject).reference : own;
  return typeof text === 'string' ? text : undefined;
}

function within(text: string, holder: JsonObject): JsonObject | undefined {
  if (text === '#') return holder;
  if (text.startsWith('#')) return listed(holder.contained).find(({ id }) => id === text.slice(1));
  if (holder.resourceType !== 'Bundle') return undefined;
  const entry = listed(holder.entry).find(({ fullUrl, resource }) => {
    const own = isObject(resource) ? `${String(resource.resourceType)}/${String(resource.id)}` : undefined;
    return fullUrl === text || own === text;
  });
  return isObject(entry?.resource) ? entry.resource : undefined;
}

function listed(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The resources within a bundle or its like, by the objects in them. */
const holders = new WeakMap<JsonObject, WeakMap<object, JsonObject>>();

/** The resource whose contained resources a `#id` in it names: the entry of a bundle, not the bundle. */
function holderOf(value: JsonValue | undefined, root: JsonObject): JsonObject {
  if (!isObject(value) || (root.resourceType !== 'Bundle' && root.resourceType !== 'Parameters')) return root;
  const known = holders.get(root) ?? objectsIn(root);
  holders.set(root, known);
  return known.get(value) ?? root;
}

function objectsIn(root: JsonObject): WeakMap<object, JsonObject> {
  const found = new WeakMap<object, JsonObject>();
  const stack: { readonly value: JsonValue | undefined; readonly holder: JsonObject; readonly name: string }[] = [];
  stack.push({ value: root, holder: root, name: '' });
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { value, holder, name } = next;
    if (Array.isArray(value)) for (const item of value) stack.push({ value: item, holder, name });
    else if (isObject(value)) {
      const own = name !== 'contained' && typeof value.resourceType === 'string' ? value : holder;
      found.set(value, own);
      for (const key in value) stack.push({ value: value[key], holder: own, name: key });
    }
  }
  return found;
}
