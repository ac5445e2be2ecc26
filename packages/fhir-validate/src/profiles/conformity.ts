/** Whether resources conform to profiles. https://hl7.org/fhir/R4/fhirpath.html#functions */
import { isObject } from '@charthouse/fhir-model';
import type { Environment } from '@charthouse/fhirpath';
import type { Validator } from '../validator.ts';
import { type Conformance, ProfileError } from './conformance.ts';

/** For `conformsTo()`; undefined of profiles that are not loaded, or cannot be used. */
export function conformity(conformance: Conformance, validator: Validator): NonNullable<Environment['conformsTo']> {
  return ({ value }, url) => {
    if (!isObject(value) || !isUsable(url, conformance)) return undefined;
    return validator.validate(value, { profiles: [url] }).length === 0;
  };
}

function isUsable(url: string, conformance: Conformance): boolean {
  try {
    return conformance.profile(url) !== undefined;
  } catch (error) {
    if (error instanceof ProfileError) return false;
    throw error;
  }
}
