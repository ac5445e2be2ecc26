/** The codes of a code system that a value set takes from it. https://hl7.org/fhir/R4/valueset-filter-operator.html */
import { isObject, type JsonObject, type JsonValue } from '@charthouse/fhir-model';

/** By the place in the hierarchy of concepts; undefined for other filters, and where the code system is not whole. */
export function filteredCodes(
  { content, concept }: JsonObject,
  filters: readonly JsonObject[],
): Set<string> | undefined {
  if (content !== 'complete') return undefined;
  let codes = codesBelow(concept);
  for (const { property, op, value } of filters) {
    const own =
      property === 'concept' || property === 'code' ? hierarchical(concept, String(op), String(value)) : undefined;
    if (!own) return undefined;
    codes = new Set([...codes].filter(own));
  }
  return codes;
}

function hierarchical(
  concept: JsonValue | undefined,
  op: string,
  value: string,
): ((code: string) => boolean) | undefined {
  const below = codesBelow(conceptOf(concept, value)?.concept);
  switch (op) {
    case 'is-a':
      return (code) => code === value || below.has(code);
    case 'descendent-of':
      return (code) => below.has(code);
    case 'is-not-a':
      return (code) => code !== value && !below.has(code);
    case '=':
      return (code) => code === value;
    case 'in':
      return (code) => value.split(',').includes(code);
    case 'not-in':
      return (code) => !value.split(',').includes(code);
    default:
      return undefined;
  }
}

function conceptOf(concepts: JsonValue | undefined, code: string): JsonObject | undefined {
  for (const one of objects(concepts)) {
    const found = one.code === code ? one : conceptOf(one.concept, code);
    if (found) return found;
  }
  return undefined;
}

function codesBelow(concepts: JsonValue | undefined): Set<string> {
  const codes = new Set<string>();
  const visit = (list: JsonValue | undefined): void => {
    for (const { code, concept } of objects(list)) {
      codes.add(String(code));
      visit(concept);
    }
  };
  visit(concepts);
  return codes;
}

function objects(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
