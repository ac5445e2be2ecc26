/** Where an object stands within a resource. Slow: for messages and rare cases only. */
import type { JsonValue, Resource } from '@charthouse/fhir-model';

/** FHIRPath of an object or array of a resource, below `place`: `Observation` gives `Observation.performer[0]`. */
export function elementPath(place: string, resource: Resource, wanted: object): string {
  return place + (pathWithin(resource, wanted) ?? '');
}

/** Property names on the way to an object or array of a resource, without indexes; undefined when it is not in there. */
export function namesTo(resource: Resource, wanted: object): string[] | undefined {
  return pathWithin(resource, wanted)
    ?.replace(/\[\d+\]/g, '')
    .split('.')
    .slice(1);
}

function pathWithin(value: JsonValue | undefined, wanted: object): string | undefined {
  if (value === wanted) return '';
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, child] of Object.entries(value)) {
    const rest = pathWithin(child, wanted);
    if (rest !== undefined) return (Array.isArray(value) ? `[${key}]` : `.${key}`) + rest;
  }
  return undefined;
}
