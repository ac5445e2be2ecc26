/** Reads the items of questionnaires and responses. https://hl7.org/fhir/R4/questionnaire.html */
import { isObject, type JsonObject, type JsonValue } from '@charthouse/fhir-model';
import { FhirElement, typeInfo } from '@charthouse/fhirpath';

export function objects(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function linkIdOf(item: JsonObject): string {
  return String(item.linkId);
}

/** The `value[x]` (or `answer[x]`) of an element. */
export function valueIn(holder: JsonObject, name = 'value'): FhirElement | undefined {
  const key = Object.keys(holder).find((own) => own.startsWith(name) && /^[A-Z]/.test(own.slice(name.length)));
  if (key === undefined) return undefined;
  const type = key.slice(name.length);
  const info = typeInfo(type) ?? typeInfo(type[0]!.toLowerCase() + type.slice(1));
  return info && new FhirElement(info, holder[key]);
}

/** Values of the extensions with this address. */
export function extensionValues(holder: JsonObject, url: string): FhirElement[] {
  return objects(holder.extension)
    .filter((extension) => extension.url === url)
    .map((extension) => valueIn(extension))
    .filter((value) => value !== undefined);
}

export const core = 'http://hl7.org/fhir/StructureDefinition/';

export function numberOf(holder: JsonObject, url: string): number | undefined {
  const [value] = extensionValues(holder, url);
  return typeof value?.value === 'number' ? value.value : undefined;
}

/** Every item of a questionnaire or response below, however deep. */
export function itemsBelow(holder: JsonObject): JsonObject[] {
  const items: JsonObject[] = [];
  const visit = (one: JsonObject): void => {
    for (const item of objects(one.item)) {
      items.push(item);
      visit(item);
      for (const answer of objects(item.answer)) visit(answer);
    }
  };
  visit(holder);
  return items;
}
