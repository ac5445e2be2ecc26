/** Elements of FHIR resources as values, with their types from the definitions. */
import { isObject, type JsonObject, type JsonValue, type NumberLiteral } from '@charthouse/fhir-model';
import { type TypeDefinition, types } from '@charthouse/fhir-model/definitions';
import { FhirPathError } from '../error.ts';
import { keepLiterals, literalIn } from './literals.ts';

/** A type with its children by name, made once. */
export interface ElementTypeInfo {
  readonly name: string;
  readonly kind: TypeDefinition['kind'];
  readonly base: ElementTypeInfo | undefined;
  /** Children by the name expressions use (`value` of `value[x]`). */
  readonly children: ReadonlyMap<string, Child>;
  /** The same by JSON property, `_name` companions included. */
  readonly properties: ReadonlyMap<string, Child>;
  /** The one type that a JSON property says, `_name` companions included. */
  readonly byProperty: ReadonlyMap<string, Alternative>;
}

export interface Child {
  readonly name: string;
  readonly alternatives: readonly Alternative[];
}

/** One type of a child: of most elements the only one. */
export interface Alternative {
  /** JSON property. */
  readonly key: string;
  readonly companion: string | undefined;
  /** The declared type, `Resource` for any resource. */
  readonly type: string;
}

const known = new Map<string, ElementTypeInfo>();

/** Undefined for names that the definitions do not have. */
export function typeInfo(name: string): ElementTypeInfo | undefined {
  const own = known.get(name);
  if (own) return own;
  const definition = Object.hasOwn(types, name) ? types[name] : undefined;
  if (!definition) return undefined;
  const made = describe(name, definition);
  known.set(name, made);
  return made;
}

function describe(name: string, definition: TypeDefinition): ElementTypeInfo {
  const children = new Map<string, Child>();
  const properties = new Map<string, Child>();
  const byProperty = new Map<string, Alternative>();
  const primitive = definition.kind === 'primitive-type';
  for (const element of definition.elements) {
    if (primitive && element.name === 'value') continue;
    const alternatives = element.types.map((declared): Alternative => {
      const type = declared.startsWith('http://hl7.org/fhirpath/System.') ? 'string' : declared;
      const key = element.choice ? element.name + type[0]!.toUpperCase() + type.slice(1) : element.name;
      return { key, companion: types[type]?.kind === 'primitive-type' ? `_${key}` : undefined, type };
    });
    const child: Child = { name: element.name, alternatives };
    children.set(element.name, child);
    for (const alternative of alternatives)
      for (const key of [alternative.key, alternative.companion]) {
        if (key === undefined) continue;
        properties.set(key, child);
        byProperty.set(key, alternative);
      }
  }
  const base = definition.base === undefined ? undefined : typeInfo(definition.base);
  return { name, kind: definition.kind, base, children, properties, byProperty };
}

export class FhirElement {
  readonly type: ElementTypeInfo;
  /** The JSON value; undefined for a primitive with extensions only. */
  readonly value: JsonValue | undefined;
  /** The `_name` companion of a primitive. */
  readonly extras: JsonObject | undefined;

  constructor(type: ElementTypeInfo, value: JsonValue | undefined, extras?: JsonObject) {
    this.type = type;
    this.value = value;
    this.extras = extras;
  }
}

/** A decimal whose text says more than its number. */
export class DecimalElement extends FhirElement {
  /** As written. */
  readonly literal: string;

  constructor(literal: string, { type, value, extras }: FhirElement) {
    super(type, value, extras);
    this.literal = literal;
  }
}

/** The resource as an element, with the numbers as written that `parseJson` found; undefined where its type is not known. */
export function resourceElement(
  resource: JsonObject,
  literals: readonly NumberLiteral[] = [],
): FhirElement | undefined {
  keepLiterals(literals);
  const name = resource.resourceType;
  const type = typeof name === 'string' ? typeInfo(name) : undefined;
  return type && new FhirElement(type, resource);
}

/** Adds the elements of one name to `out`. */
export function addChildren(element: FhirElement, name: string, out: FhirElement[]): void {
  const holder = contentOf(element);
  if (holder === undefined) return;
  const { children, properties } = element.type;
  const child = children.get(name);
  if (child === undefined) {
    const choice = properties.get(name);
    if (choice) throw noChoiceName(name, choice.name);
    return;
  }
  const { alternatives } = child;
  if (alternatives.length === 1) addAlternative(holder, alternatives[0]!, out);
  else for (const key in holder) addNamed(holder, { key, child }, out);
}

function noChoiceName(name: string, choice: string): FhirPathError {
  return new FhirPathError('semantic', `${name} is JSON, not FHIRPath: write ${choice}, or ${choice}.ofType(…).`);
}

function addNamed(holder: JsonObject, { key, child }: { key: string; child: Child }, out: FhirElement[]): void {
  const companion = key.startsWith('_');
  const plain = companion ? key.slice(1) : key;
  if (!plain.startsWith(child.name) || (companion && holder[plain] !== undefined)) return;
  const alternative = child.alternatives.find((one) => one.key === plain);
  if (alternative) addAlternative(holder, alternative, out);
}

/** Adds all children in the order of the resource. */
export function addAllChildren(element: FhirElement, out: FhirElement[]): void {
  const holder = contentOf(element);
  if (holder === undefined) return;
  const { byProperty } = element.type;
  for (const key in holder) {
    const alternative = byProperty.get(key);
    if (alternative === undefined) continue;
    if (key !== alternative.key && holder[alternative.key] !== undefined) continue; // came with its value
    addAlternative(holder, alternative, out);
  }
}

function contentOf({ value, extras }: FhirElement): JsonObject | undefined {
  return isObject(value) ? value : extras;
}

function addAlternative(holder: JsonObject, { key, companion, type }: Alternative, out: FhirElement[]): void {
  const value = holder[key];
  const extras = companion === undefined ? undefined : holder[companion];
  if (value === undefined && extras === undefined) return;
  const info = typeInfo(type);
  if (info === undefined) return;
  if (!Array.isArray(value) && !Array.isArray(extras)) {
    addOne({ info, value, extras }, out);
    const literal = info.name === 'decimal' && value !== undefined ? literalIn(holder, key) : undefined;
    if (literal !== undefined) out.push(new DecimalElement(literal, out.pop()!));
    return;
  }
  const values = Array.isArray(value) ? value : [];
  const companions = Array.isArray(extras) ? extras : [];
  for (let at = 0; at < values.length || at < companions.length; at++)
    addOne({ info, value: values[at], extras: companions[at] }, out);
}

interface Raw {
  readonly info: ElementTypeInfo;
  readonly value: JsonValue | undefined;
  readonly extras: JsonValue | undefined;
}

function addOne({ info, value, extras }: Raw, out: FhirElement[]): void {
  const own = isObject(extras) ? extras : undefined;
  if ((value === undefined || value === null) && own === undefined) return;
  if (info.kind === 'resource') {
    if (isObject(value)) out.push(resourceElement(value) ?? new FhirElement(info, value));
  } else out.push(new FhirElement(info, value ?? undefined, own));
}

/** The type is `name` or derived from it. */
export function isOfType(type: ElementTypeInfo, name: string): boolean {
  for (let own: ElementTypeInfo | undefined = type; own; own = own.base) if (own.name === name) return true;
  return false;
}
