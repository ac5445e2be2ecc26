/** Conformance of an element to a profile. */
import { isObject } from '@charthouse/fhir-model';
import { type FhirElement, isOfType, typeInfo } from '@charthouse/fhirpath';
import { Findings } from '../findings.ts';
import type { ProfileCheck } from './check.ts';
import type { Profile } from './conformance.ts';

const base = 'http://hl7.org/fhir/StructureDefinition/';

/** Adds what is wrong. A check that is under way already (profiles that lead to each other) is not started again. */
export function checkProfile(element: FhirElement, profile: Profile, check: ProfileCheck): void {
  const { active, found } = check;
  if (!isOfType(element.type, profile.type)) {
    found.error('structure', `The profile ${profile.url} is one of ${profile.type}, not of ${element.type.name}.`);
    return;
  }
  const seen = active.get(profile) ?? new Set<unknown>();
  if (seen.has(element.value)) return;
  active.set(profile, seen.add(element.value));
  check.checkElement(element, profile.root, { ...check, profile });
  seen.delete(element.value);
}

/** Unknown profiles are taken as kept: what is not loaded cannot be checked. */
export function conformsToAny(element: FhirElement, profiles: readonly string[], check: ProfileCheck): boolean {
  return profiles.some((url) => conformsTo(element, url, check));
}

function conformsTo(element: FhirElement, url: string, check: ProfileCheck): boolean {
  const profile = check.conformance.profile(url);
  if (!profile) return !url.startsWith(base) || isBaseType(element, url);
  if (!isOfType(element.type, profile.type)) return false;
  const found = new Findings();
  found.enter(check.found.scope);
  checkProfile(element, profile, { ...check, found });
  return !found.hasErrors;
}

/** The address of a type of the specification, which is checked without a profile. */
export function isTypeAddress(url: string): boolean {
  const [plain] = url.split('|') as [string];
  return plain.startsWith(base) && typeInfo(plain.slice(base.length)) !== undefined;
}

/** A profile of the base specification that is a type itself. */
function isBaseType({ type, value }: FhirElement, url: string): boolean {
  const name = url.slice(base.length);
  if (isOfType(type, name)) return true;
  return isObject(value) && !/^[A-Z][A-Za-z]+$/.test(name);
}
