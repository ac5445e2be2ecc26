/** Definitions cut down to what is checked, so that many of them can be held in memory. https://hl7.org/fhir/R4/elementdefinition.html */
import { isObject, type JsonObject, type JsonValue } from '@charthouse/fhir-model';

type Cut = (definition: JsonObject) => JsonObject;

const cuts: Readonly<Record<string, Cut>> = {
  StructureDefinition: structureDefinition,
  ValueSet: valueSet,
  CodeSystem: codeSystem,
};

/** A copy without its words, by its type; of types not known here only the narrative is left out. */
export function withoutWords(definition: JsonObject): JsonObject {
  const cut = cuts[String(definition.resourceType)];
  return cut ? cut(definition) : without(definition, ['text']);
}

function structureDefinition(definition: JsonObject): JsonObject {
  const { differential, snapshot } = definition;
  return {
    ...only(definition, [
      'resourceType', 'url', 'version', 'name', 'title', 'kind', 'type', 'baseDefinition', 'derivation', 'context', 'contextInvariant',
      'extension',
    ]), // biome-ignore format: one list
    ...(isObject(differential) && { differential: { element: each(differential.element, element) } }),
    ...(isObject(snapshot) && { snapshot: { element: each(snapshot.element, element) } }),
  };
}

const words = [
  'short', 'definition', 'comment', 'requirements', 'alias', 'mapping', 'example', 'base', 'isSummary', 'label', 'code',
  'meaningWhenMissing', 'isModifierReason', 'orderMeaning', 'mustSupport', 'representation',
] as const; // biome-ignore format: one list

function element(definition: JsonObject): JsonObject {
  const { constraint, binding } = definition;
  return {
    ...without(definition, words),
    ...(constraint !== undefined && { constraint: each(constraint, (own) => without(own, ['xpath', 'source'])) }),
    ...(isObject(binding) && { binding: only(binding, ['strength', 'valueSet', 'extension']) }),
  };
}

function valueSet(definition: JsonObject): JsonObject {
  const { compose, expansion } = definition;
  return {
    ...only(definition, ['resourceType', 'url', 'version']),
    ...(isObject(compose) && {
      compose: { include: each(compose.include, codesOnly), exclude: each(compose.exclude, codesOnly) },
    }),
    ...(isObject(expansion) && { expansion: { contains: each(expansion.contains, contained) } }),
  };
}

function codesOnly(include: JsonObject): JsonObject {
  const { concept } = include;
  return { ...include, ...(concept !== undefined && { concept: each(concept, (own) => only(own, ['code'])) }) };
}

function contained(item: JsonObject): JsonObject {
  return {
    ...only(item, ['system', 'code', 'abstract']),
    ...(item.contains !== undefined && { contains: each(item.contains, contained) }),
  };
}

function codeSystem(definition: JsonObject): JsonObject {
  return {
    ...only(definition, ['resourceType', 'url', 'version', 'content', 'caseSensitive']),
    ...(definition.concept !== undefined && { concept: each(definition.concept, concept) }),
  };
}

function concept(own: JsonObject): JsonObject {
  return {
    ...only(own, ['code', 'display']),
    ...(own.designation !== undefined && { designation: each(own.designation, (one) => only(one, ['value'])) }),
    ...(own.concept !== undefined && { concept: each(own.concept, concept) }),
  };
}

function each(list: JsonValue | undefined, cut: Cut): JsonObject[] {
  return Array.isArray(list) ? list.filter(isObject).map(cut) : [];
}

function only(value: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(names.flatMap((name) => (value[name] === undefined ? [] : [[name, value[name]]])));
}

function without(value: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
}
