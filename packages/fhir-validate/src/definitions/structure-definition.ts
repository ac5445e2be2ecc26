/** A profile constrains what its type has. https://hl7.org/fhir/R4/profiling.html#limitations */
import { isObject, type JsonObject } from '@charthouse/fhir-model';
import { type ElementType, types } from '@charthouse/fhir-model/definitions';
import { compile, type FhirElement, FhirPathError, isOfType, typeInfo } from '@charthouse/fhirpath';
import type { Findings } from '../findings.ts';
import type { ProfileCheck } from '../profiles/check.ts';
import { elementsOf, findElement } from '../profiles/element-tree.ts';
import { objects } from '../rules/bundle/entries.ts';

export function structureDefinition({ value }: FhirElement, check: ProfileCheck): void {
  const { found } = check;
  if (!isObject(value) || value.derivation !== 'constraint' || typeof value.type !== 'string') return;
  const { type, url } = value;
  if (!types[type]) return;
  const at = isObject(value.differential) ? 'differential' : 'snapshot';
  for (const [index, element] of elementsOf(value, at).entries()) {
    const from = found.count;
    checkElement(element, { type, url: String(url) }, found);
    checkTypeProfiles(element, check);
    found.under(from, `${at}.element[${index}]`);
  }
}

/** A profile of a type is one of that type. */
function checkTypeProfiles(element: JsonObject, { conformance, found }: ProfileCheck): void {
  for (const [at, { code, profile }] of objects(element.type).entries())
    for (const url of Array.isArray(profile) ? profile : []) {
      const own = typeof url === 'string' ? conformance.find('StructureDefinition', url)?.type : undefined;
      const [info, due] = [typeInfo(String(own)), typeInfo(String(code))];
      if (info && due && !isOfType(info, due.name))
        found.error(
          'business-rule',
          `${String(url)} is a profile of ${String(own)}, not of ${String(code)}.`,
          `type[${at}]`,
        );
    }
}

interface Profiled {
  readonly type: string;
  readonly url: string;
}

/** What is wrong is said of the element as a whole, at the place of the property. */
function checkElement(element: JsonObject, { type, url }: Profiled, found: Findings): void {
  const { path } = element;
  if (typeof path !== 'string') return;
  const base = baseOf(path, type);
  if (base === 'unknown') return;
  if (base === undefined) {
    found.propertyError('path', 'invalid', `${path} is no element of ${type}: correct the path.`);
    return;
  }
  if (base.element) checkLimits(element, base.element, found);
  checkTypes(element, base.types, found);
  checkConstraints(element, base.types, found);
  if (
    type === 'Extension' &&
    path === 'Extension.url' &&
    typeof element.fixedUri === 'string' &&
    element.fixedUri !== url
  )
    found.error('value', `The url of the extension is fixed to ${element.fixedUri}, but its definition is ${url}.`);
}

interface Base {
  /** Undefined at the root. */
  readonly element: ElementType | undefined;
  readonly types: readonly string[];
}

/** What the type has at a path; `unknown` within resources of any type. */
function baseOf(path: string, type: string): Base | 'unknown' | undefined {
  const [root, ...segments] = path.split('.');
  if (root !== type) return undefined;
  let base: Base = { element: undefined, types: [type] };
  for (const segment of segments) {
    if (base.types.some((own) => own === 'Resource' || own === 'DomainResource')) return 'unknown';
    const next = findElement(base.types, segment);
    if (!next) return undefined;
    base = { element: next.element, types: next.typed === undefined ? next.element.types : [next.typed] };
  }
  return base;
}

function checkLimits({ min, max, sliceName }: JsonObject, base: ElementType, found: Findings): void {
  const most = base.max ?? Number.POSITIVE_INFINITY;
  if (typeof min === 'number' && min < (base.min ?? 0) && sliceName === undefined)
    found.propertyError(
      'min',
      'business-rule',
      `The least number is ${min}, but the type asks for ${base.min}: a profile cannot ask for less.`,
    );
  if (typeof max === 'string' && (max === '*' ? Number.POSITIVE_INFINITY : Number(max)) > most)
    found.propertyError(
      'max',
      'business-rule',
      `The most is ${max}, but the type allows ${most}: a profile cannot allow more.`,
    );
}

/** Types that codes stand in. */
const coded = new Set([
  'code',
  'Coding',
  'CodeableConcept',
  'Quantity',
  'string',
  'uri',
  'Extension',
  'canonical',
  'url',
]);

function checkTypes(element: JsonObject, allowed: readonly string[], found: Findings): void {
  const codes = objects(element.type)
    .map(({ code }) => code)
    .filter((code) => typeof code === 'string' && typeInfo(code) !== undefined) as string[];
  for (const code of codes)
    if (!allowed.some((own) => fits(code, own)))
      found.propertyError('type', 'business-rule', `The type ${code} is none of the element: ${allowed.join(', ')}.`);
  const own = codes.length > 0 ? codes : allowed;
  for (const key in element) {
    const [, word, name = ''] = /^(fixed|pattern|minValue|maxValue)([A-Z]\w*)$/.exec(key) ?? [];
    if (word && !own.some((code) => code.toLowerCase() === name.toLowerCase() || isElementId(code, name)))
      found.propertyError(
        key,
        'business-rule',
        `The ${word} value is of type ${name}, but the element of ${own.join(' or ')}.`,
      );
  }
  if (element.binding !== undefined && !own.some((code) => coded.has(code) || isQuantity(code)))
    found.propertyError(
      'binding',
      'business-rule',
      `The element is bound to a value set, but no codes stand in ${own.join(' or ')}.`,
    );
}

function fits(code: string, own: string): boolean {
  const [type, due] = [typeInfo(code), typeInfo(own)];
  return type === undefined || due === undefined || isOfType(type, own) || due.kind === 'backbone' || own === 'Element';
}

/** Ids and the url of extensions are of System.String in the definitions. */
function isElementId(code: string, name: string): boolean {
  return (code === 'id' || code === 'string' || code === 'uri') && /^(?:String|Id|Uri)$/.test(name);
}

function isQuantity(code: string): boolean {
  const info = typeInfo(code);
  return info !== undefined && isOfType(info, 'Quantity');
}

function checkConstraints(element: JsonObject, own: readonly string[], found: Findings): void {
  for (const [at, { expression, key }] of objects(element.constraint).entries()) {
    if (typeof expression !== 'string') continue;
    try {
      compile(expression, { strict: own });
    } catch (error) {
      if (!(error instanceof FhirPathError)) throw error;
      found.error(
        'invalid',
        `The rule ${String(key)} cannot be evaluated: ${error.message}`,
        `constraint[${at}].expression`,
      );
    }
  }
}
