/** The constraints a profile puts on one element, with those on its children and slices. https://hl7.org/fhir/R4/elementdefinition.html */
import { isObject, type JsonObject, type JsonValue } from '@charthouse/fhir-model';
import type { Constraint } from '@charthouse/fhir-model/definitions';
import type { Binding } from '../bindings/code-rule.ts';
import { languageControl } from './narrative-languages.ts';

export interface TypeChoice {
  readonly code: string;
  /** The value conforms to one of these. */
  readonly profiles: readonly string[];
  /** The target of a Reference conforms to one of these. */
  readonly targets: readonly string[];
  readonly aggregation: readonly string[];
}

export interface Discriminator {
  readonly type: string;
  readonly path: string;
}

export interface Slicing {
  readonly discriminators: readonly Discriminator[];
  readonly rules: string;
  readonly ordered: boolean;
}

export interface ElementNode {
  /** Name without `[x]`. */
  readonly name: string;
  /** Path of the definition, slices with their names: `Patient.name:official.family`. */
  readonly id: string;
  readonly sliceName: string | undefined;
  /** The element has a choice of types (`value[x]`), so that a kind of the type that is asked for is another type. */
  choice: boolean;
  min: number | undefined;
  /** Infinity: unbounded. */
  max: number | undefined;
  types: readonly TypeChoice[] | undefined;
  fixed: JsonValue | undefined;
  pattern: JsonValue | undefined;
  minValue: JsonValue | undefined;
  maxValue: JsonValue | undefined;
  maxLength: number | undefined;
  binding: Binding | undefined;
  /** Value sets that no code may be outside of, whatever the binding advises. */
  limits: readonly Binding[];
  /** Extensions alone are not enough, but for those in `valueAlternatives`. */
  mustHaveValue: boolean;
  /** Extensions one of which must be there where there is no value. */
  valueAlternatives: readonly string[];
  /** What a narrative's languages must be. */
  languages: readonly string[];
  constraints: readonly Constraint[];
  slicing: Slicing | undefined;
  readonly children: Map<string, ElementNode>;
  readonly slices: Map<string, ElementNode>;
}

export function newNode(name: string, id: string, sliceName?: string): ElementNode {
  return {
    name, id, sliceName, choice: false, languages: [], limits: [],
    min: undefined, max: undefined, types: undefined, fixed: undefined, pattern: undefined, minValue: undefined, maxValue: undefined,
    mustHaveValue: false, valueAlternatives: [], maxLength: undefined, binding: undefined, constraints: [], slicing: undefined,
    children: new Map(), slices: new Map(),
  }; // biome-ignore format: one table
}

/** A copy that can be constrained further. */
export function copyNode(node: ElementNode): ElementNode {
  const copied = (map: ReadonlyMap<string, ElementNode>) => new Map([...map].map(([key, one]) => [key, copyNode(one)]));
  return { ...node, children: copied(node.children), slices: copied(node.slices) };
}

/** Puts what an ElementDefinition says over what the node said before. */
export function constrain(node: ElementNode, definition: JsonObject): void {
  const { min, max, maxLength } = definition;
  if (typeof min === 'number') node.min = min;
  if (typeof max === 'string') node.max = max === '*' ? Number.POSITIVE_INFINITY : Number(max);
  if (typeof maxLength === 'number') node.maxLength = maxLength;
  if (Array.isArray(definition.type)) node.types = definition.type.filter(isObject).map(typeChoice);
  node.mustHaveValue ||= texts(definition.extension, named('mustHaveValue', 'valueBoolean')).includes('true');
  const alternatives = texts(definition.extension, named('valueAlternatives', 'valueCanonical'));
  if (alternatives.length > 0) node.valueAlternatives = alternatives;
  const languages = texts(definition.extension, ({ url, valueCode }) =>
    url === languageControl ? valueCode : undefined,
  );
  if (languages.length > 0) node.languages = languages;
  node.fixed = choiceValue(definition, 'fixed') ?? node.fixed;
  node.pattern = choiceValue(definition, 'pattern') ?? node.pattern;
  node.minValue = choiceValue(definition, 'minValue') ?? node.minValue;
  node.maxValue = choiceValue(definition, 'maxValue') ?? node.maxValue;
  node.binding = bindingOf(definition.binding) ?? node.binding;
  const limits = limitsOf(definition.binding);
  if (limits.length > 0) node.limits = limits;
  node.slicing = slicingOf(definition.slicing) ?? node.slicing;
  node.constraints = [...node.constraints, ...constraintsOf(definition.constraint, node.constraints)];
}

const later = 'http://hl7.org/fhir/5.0/StructureDefinition/extension-ElementDefinition.';

/** What later versions of ElementDefinition say. https://hl7.org/fhir/R5/elementdefinition-definitions.html#ElementDefinition.mustHaveValue */
function named(name: string, key: string): (extension: JsonObject) => JsonValue | undefined {
  return (extension) =>
    extension.url === later + name && extension[key] !== undefined ? String(extension[key]) : undefined;
}

function choiceValue(definition: JsonObject, prefix: string): JsonValue | undefined {
  for (const key in definition)
    if (key.startsWith(prefix) && /[A-Z]/.test(key.charAt(prefix.length))) return definition[key];
  return undefined;
}

const fhirType = 'http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type';

function typeChoice(type: JsonObject): TypeChoice {
  const extensions = texts(type.extension, ({ url, valueUrl, valueUri }) =>
    url === fhirType ? (valueUrl ?? valueUri) : undefined,
  );
  const code = extensions[0] ?? String(type.code ?? '');
  return {
    code: code.startsWith('http://hl7.org/fhirpath/System.') ? 'string' : code,
    profiles: texts(type.profile),
    targets: texts(type.targetProfile),
    aggregation: texts(type.aggregation),
  };
}

function texts(
  list: JsonValue | undefined,
  of: (item: JsonObject) => JsonValue | undefined = () => undefined,
): string[] {
  if (!Array.isArray(list)) return [];
  return list
    .map((item) => (isObject(item) ? of(item) : item))
    .filter((item): item is string => typeof item === 'string');
}

function bindingOf(binding: JsonValue | undefined): Binding | undefined {
  if (!isObject(binding) || typeof binding.valueSet !== 'string') return undefined;
  return { strength: binding.strength as Binding['strength'], valueSet: binding.valueSet };
}

const largest = 'http://hl7.org/fhir/StructureDefinition/elementdefinition-maxValueSet';
const additional = new Set([
  'http://hl7.org/fhir/tools/StructureDefinition/additional-binding',
  'http://hl7.org/fhir/5.0/StructureDefinition/extension-ElementDefinition.binding.additional',
]);

/** https://hl7.org/fhir/R4/extension-elementdefinition-maxvalueset.html and https://hl7.org/fhir/R5/elementdefinition-definitions.html#ElementDefinition.binding.additional */
function limitsOf(binding: JsonValue | undefined): Binding[] {
  const extensions = isObject(binding) ? objects(binding.extension) : [];
  return extensions.flatMap(({ url, valueCanonical, valueUri, extension }) => {
    const parts = objects(extension);
    const part = (name: string) => parts.find((own) => own.url === name);
    const purpose = part('purpose')?.valueCode;
    const isLimit = additional.has(String(url)) && (purpose === 'maximum' || purpose === 'required') && !part('usage');
    const valueSet =
      url === largest ? (valueCanonical ?? valueUri) : isLimit ? part('valueSet')?.valueCanonical : undefined;
    return typeof valueSet === 'string' ? [{ strength: 'required', valueSet }] : [];
  });
}

function objects(list: JsonValue | undefined): JsonObject[] {
  return Array.isArray(list) ? list.filter(isObject) : [];
}

function slicingOf(slicing: JsonValue | undefined): Slicing | undefined {
  if (!isObject(slicing)) return undefined;
  const list = Array.isArray(slicing.discriminator) ? slicing.discriminator.filter(isObject) : [];
  return {
    discriminators: list.map(({ type, path }) => ({ type: String(type), path: String(path) })),
    rules: String(slicing.rules ?? 'open'),
    ordered: slicing.ordered === true,
  };
}

function constraintsOf(list: JsonValue | undefined, known: readonly Constraint[]): Constraint[] {
  if (!Array.isArray(list)) return [];
  return list.filter(isObject).flatMap(({ key, severity, human, expression }) => {
    if (typeof expression !== 'string' || known.some((own) => own.key === key && own.expression === expression))
      return [];
    const own: Constraint = {
      key: String(key),
      severity: severity === 'warning' ? 'warning' : 'error',
      human: String(human ?? key),
      expression,
    };
    return [own];
  });
}
