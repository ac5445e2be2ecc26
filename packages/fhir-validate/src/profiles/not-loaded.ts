/** Profiles that are declared or asked for, but not loaded, are said. */
import { isObject, type JsonValue } from '@charthouse/fhir-model';
import type { Findings } from '../findings.ts';
import { declaredProfiles } from './conformance.ts';

const base = 'http://hl7.org/fhir/StructureDefinition/';

export function notLoaded(url: string, found: Findings): void {
  found.warning('not-found', `The profile ${url} is not loaded: only the base specification was checked.`);
}

/** https://hl7.org/fhir/R4/resource-operation-validate.html: an error where a nominated profile cannot be validated against. */
export function requestedNotLoaded(url: string, found: Findings): void {
  found.error('not-supported', `The profile ${url} is not loaded, so nothing can be checked against it: load it.`);
}

/** For a resource that is checked without any profiles. */
export function sayNotLoaded(resource: JsonValue, requested: readonly string[], found: Findings): void {
  if (!isObject(resource)) return;
  for (const url of new Set([...declaredProfiles(resource), ...requested]))
    if (url === `${base}${String(resource.resourceType)}`) continue;
    else if (requested.includes(url)) requestedNotLoaded(url, found);
    else notLoaded(url, found);
}
