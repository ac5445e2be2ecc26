/** Whether codes are in the value sets that are loaded. https://hl7.org/fhir/R4/fhirpath.html#functions */
import type { Environment } from '@charthouse/fhirpath';
import { isMember } from '../bindings/coded.ts';
import type { Conformance } from './conformance.ts';
import { codesOfBinding } from './value-sets.ts';

/** For `memberOf()`; undefined of value sets that are not known, or not whole, as far as that decides the answer. */
export function membership(conformance: Conformance): NonNullable<Environment['memberOf']> {
  const codesOf = codesOfBinding(conformance, undefined);
  return (value, valueSet) => {
    const rule = codesOf({ strength: 'required', valueSet });
    if (!rule) return undefined;
    const member = isMember(value, rule);
    return member && rule.partial ? undefined : member;
  };
}
