/** `_summary` and `_elements`: parts of resources. https://hl7.org/fhir/R4/search.html#summary */
import {
  isObject,
  type JsonObject,
  type JsonValue,
  outcomes,
  parseJson,
  type Resource,
  withLiterals,
} from '@charthouse/fhir-model';
import { type ElementType, types } from '@charthouse/fhir-model/definitions';
import { allValues, firstValue } from '../call.ts';
import { type Asking, knownElements } from './elements.ts';

export type Shape =
  | { readonly kind: 'whole' }
  | { readonly kind: 'summary'; readonly summary: 'true' | 'text' | 'data' }
  | { readonly kind: 'elements'; readonly elements: readonly string[] };

const whole: Shape = { kind: 'whole' };
/** The tag of what is not the whole resource. */
export const subsetted = { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'SUBSETTED' };

/**
 * What the caller wants to see of each resource. `_summary=count` is a matter of the search itself; `_elements` without a name
 * of an element is left out.
 * @throws OutcomeError 400 for an unknown `_summary`, or both at once
 */
export function shapeOf(call: Asking): Shape {
  const { query } = call;
  if (query.length === 0) return whole;
  const summary = firstValue(query, '_summary');
  const isSummary = summary !== undefined && summary !== 'false';
  if (isSummary && allValues(query, '_elements').length > 0)
    throw outcomes.badRequest('_summary and _elements cannot be used together.');
  const elements = knownElements(call);
  if (elements.length > 0) return { kind: 'elements', elements };
  if (summary === undefined || summary === 'false' || summary === 'count') return whole;
  if (summary === 'true' || summary === 'text' || summary === 'data') return { kind: 'summary', summary };
  throw outcomes.badRequest(`_summary is "${summary}"; true, text, data, count or false is expected.`);
}

/** JSON text of a resource, or of a bundle of them, cut to a shape; untouched text when the whole is wanted. */
export function shaped(text: string, shape: Shape): string {
  if (shape.kind === 'whole') return text;
  const { value, literals } = parseJson(text);
  return withLiterals(literals, () =>
    JSON.stringify(isObject(value) ? shapeResource(value as Resource, shape) : value),
  );
}

function shapeResource(resource: Resource, shape: Shape): JsonValue {
  if (resource.resourceType === 'OperationOutcome') return resource;
  if (resource.resourceType !== 'Bundle') return cut(resource, shape);
  const entries = Array.isArray(resource.entry) ? resource.entry : [];
  return {
    ...resource,
    ...(entries.length > 0 && {
      entry: entries.map((entry) =>
        isObject(entry) && isObject(entry.resource) && !isIncluded(entry, shape)
          ? { ...entry, resource: shapeResource(entry.resource as Resource, shape) }
          : entry,
      ),
    }),
  };
}

/** `_elements` is about the base resources of a search; included ones stay whole. */
function isIncluded(entry: JsonObject, shape: Shape): boolean {
  return shape.kind === 'elements' && isObject(entry.search) && entry.search.mode === 'include';
}

function cut(resource: Resource, shape: Shape): Resource {
  const keep = keptElements(resource.resourceType, shape);
  const kept: Resource = { resourceType: resource.resourceType };
  const within = shape.kind === 'summary' && shape.summary === 'true' ? summaryWithin : (value: JsonValue) => value;
  for (const [name, value] of Object.entries(resource))
    if (value !== undefined && keep(name.replace(/^_/, ''))) kept[name] = within(value, resource.resourceType, name);
  const meta = isObject(resource.meta) ? resource.meta : {};
  kept.meta = { ...meta, tag: [...(Array.isArray(meta.tag) ? meta.tag : []), subsetted] };
  return kept;
}

/** The summary elements of the elements below: `CapabilityStatement.rest` keeps no `searchParam`. Data types stay whole. */
function summaryWithin(value: JsonValue, type: string, name: string): JsonValue {
  const nested = types[type]?.elements.find((element) => element.name === name)?.types[0] ?? '';
  if (types[nested]?.kind !== 'backbone') return value;
  if (Array.isArray(value)) return value.map((item) => summaryWithin(item, type, name));
  if (!isObject(value)) return value;
  const inSummary = types[nested].elements.filter((e) => e.summary || isDue(e));
  const kept = Object.entries(value).filter(([key]) =>
    inSummary.some((e) => key === e.name || key === `_${e.name}` || (e.choice && key.startsWith(e.name))),
  );
  return Object.fromEntries(
    kept.map(([key, child]) => [key, child === undefined ? child : summaryWithin(child, nested, key)]),
  );
}

function keptElements(type: string, shape: Shape): (name: string) => boolean {
  const elements = types[type]?.elements ?? [];
  const always = new Set(['resourceType', 'id', 'meta']);
  const named = (name: string) => elements.find((e) => e.name === name || (e.choice && name.startsWith(e.name)));
  if (shape.kind === 'elements') {
    const wanted = new Set(shape.elements);
    return (name) => always.has(name) || wanted.has(name) || wanted.has(named(name)?.name ?? '') || isDue(named(name));
  }
  if (shape.kind !== 'summary') return () => true;
  const { summary } = shape;
  if (summary === 'data') return (name) => name !== 'text';
  if (summary === 'text') return (name) => always.has(name) || name === 'text' || isDue(named(name));
  return (name) => always.has(name) || named(name)?.summary === true || named(name)?.modifier === true;
}

/** Without what is mandatory, or what changes the meaning of the rest, a part of a resource would mislead. */
function isDue(element: ElementType | undefined): boolean {
  return (element?.min ?? 0) > 0 || element?.modifier === true;
}
