/** Fixed values and patterns. https://hl7.org/fhir/R4/elementdefinition-definitions.html#ElementDefinition.fixed_x_ */
import { isObject, type JsonValue } from '@charthouse/fhir-model';

/** Exactly the same; the order of properties does not matter. */
export function isFixed(value: JsonValue | undefined, fixed: JsonValue | undefined): boolean {
  if (value === fixed) return true;
  if (Array.isArray(fixed))
    return Array.isArray(value) && value.length === fixed.length && fixed.every((item, at) => isFixed(value[at], item));
  if (!isObject(fixed) || !isObject(value)) return false;
  const keys = Object.keys(fixed);
  return keys.length === Object.keys(value).length && keys.every((key) => isFixed(value[key], fixed[key]));
}

/** Has at least what the pattern has; each item of a pattern's array is found somewhere in the value's. */
export function fitsPattern(value: JsonValue | undefined, pattern: JsonValue | undefined): boolean {
  if (Array.isArray(pattern))
    return Array.isArray(value) && pattern.every((item) => value.some((own) => fitsPattern(own, item)));
  if (!isObject(pattern)) return value === pattern;
  return isObject(value) && Object.keys(pattern).every((key) => fitsPattern(value[key], pattern[key]));
}
