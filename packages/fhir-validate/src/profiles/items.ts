/** The children of an element with the steps that lead to them. */
import { isObject, type JsonObject, type JsonValue } from '@charthouse/fhir-model';
import { FhirElement, resourceElement, typeInfo } from '@charthouse/fhirpath';

export interface Item {
  readonly element: FhirElement;
  /** Of its FHIRPath: `name[0]`, `value.ofType(Quantity)`. */
  readonly step: string;
}

/** The items of one child name, in their order. */
export function itemsOf(parent: FhirElement, name: string): Item[] {
  const holder = isObject(parent.value) ? parent.value : parent.extras;
  const child = parent.type.children.get(name);
  if (!holder || !child) return [];
  const items: Item[] = [];
  const choice = child.alternatives.length > 1;
  for (const { key, companion, type } of child.alternatives) {
    const raw = { value: holder[key], extras: companion === undefined ? undefined : holder[companion], type };
    if (raw.value !== undefined || raw.extras !== undefined)
      items.push(...itemsAt(raw, choice ? `${name}.ofType(${type})` : name));
  }
  return items;
}

interface Raw {
  readonly value: JsonValue | undefined;
  readonly extras: JsonValue | undefined;
  readonly type: string;
}

function itemsAt({ value, extras, type }: Raw, step: string): Item[] {
  if (!Array.isArray(value) && !Array.isArray(extras)) {
    const element = elementOf(value, extras, type);
    return element ? [{ element, step }] : [];
  }
  const values = Array.isArray(value) ? value : [];
  const companions = Array.isArray(extras) ? extras : [];
  return Array.from({ length: Math.max(values.length, companions.length) }, (_, at) => {
    const element = elementOf(values[at], companions[at], type);
    return element ? [{ element, step: `${step}[${at}]` }] : [];
  }).flat();
}

function elementOf(value: JsonValue | undefined, extras: JsonValue | undefined, type: string): FhirElement | undefined {
  const info = typeInfo(type);
  const companion = isObject(extras) ? extras : undefined;
  if (!info || ((value === undefined || value === null) && !companion)) return undefined;
  if (info.kind === 'resource') return isObject(value) ? resourceElement(value) : undefined;
  return new FhirElement(info, value ?? undefined, companion);
}

/** Every child with its name, resources included. */
export function namedItems(parent: FhirElement): [name: string, item: Item][] {
  const holder: JsonObject | undefined = isObject(parent.value) ? parent.value : parent.extras;
  if (!holder) return [];
  const names = new Set<string>();
  for (const key in holder) {
    const name = parent.type.properties.get(key)?.name;
    if (name !== undefined) names.add(name);
  }
  return [...names].flatMap((name) => itemsOf(parent, name).map((item): [string, Item] => [name, item]));
}
