/** References between resources: https://hl7.org/fhir/R4/references.html */
import { isResourceType } from './definitions.ts';
import type { JsonObject, JsonValue } from './resource.ts';

export interface LiteralReference {
  readonly type: string;
  readonly id: string;
  readonly version?: string;
}

const literal = /^(?:(.*)\/)?([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/([A-Za-z0-9\-.]{1,64}))?$/;

/**
 * The resource on this server that a reference text names: `Patient/1`, `Patient/1/_history/2`, or absolute below one of `bases`
 * (without slashes at their ends). Anything else (another server, urn:, `#contained`, `Type?query`) gives undefined.
 */
export function parseLiteral(text: string, bases: readonly string[] = []): LiteralReference | undefined {
  const match = literal.exec(text);
  if (!match) return undefined;
  const [, prefix, type, id, version] = match;
  if (prefix !== undefined && !bases.includes(prefix)) return undefined;
  if (!type || !id || !isResourceType(type)) return undefined;
  return version ? { type, id, version } : { type, id };
}

/** A Reference element: an object whose `reference` is text. */
export interface ReferenceElement extends JsonObject {
  reference: string;
}

/** Calls `visit` for every Reference in a resource, also those in extensions and contained resources. */
export function eachReference(resource: JsonObject, visit: (element: ReferenceElement) => void): void {
  walk(resource, '', visit);
}

/** `name`: the property that holds `value`. */
function walk(value: JsonObject, name: string, visit: (element: ReferenceElement) => void): void {
  for (const key in value) {
    const child = value[key];
    if (typeof child === 'object' && child !== null) walkChild(child, key, visit);
    else if (key === 'reference' && typeof child === 'string' && isReference(value, name))
      visit(value as ReferenceElement);
  }
}

function walkChild(child: JsonObject | JsonValue[], name: string, visit: (element: ReferenceElement) => void): void {
  if (!Array.isArray(child)) walk(child, name, visit);
  else for (const item of child) if (typeof item === 'object' && item !== null) walkChild(item, name, visit);
}

/**
 * Whether the text `reference` of an object makes it a Reference; `name`: the property that holds the object. It is a uri instead
 * in DetectedIssue (a resource), Expression (which has a language) and Immunization.education.
 */
export function isReference(holder: JsonObject, name: string): boolean {
  return !('resourceType' in holder || 'language' in holder || name === 'education');
}
