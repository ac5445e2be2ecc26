/** The expression of a search parameter can be evaluated on the types it is for. https://hl7.org/fhir/R4/searchparameter-definitions.html#SearchParameter.expression */
import { isObject } from '@charthouse/fhir-model';
import { compile, type FhirElement, FhirPathError, typeInfo } from '@charthouse/fhirpath';
import type { ProfileCheck } from '../profiles/check.ts';

export function searchParameter({ value }: FhirElement, { found }: ProfileCheck): void {
  if (!isObject(value) || typeof value.expression !== 'string' || !Array.isArray(value.base)) return;
  const bases = value.base.filter((base): base is string => typeof base === 'string' && typeInfo(base) !== undefined);
  try {
    compile(value.expression, { strict: bases });
  } catch (error) {
    if (!(error instanceof FhirPathError)) throw error;
    found.error('invalid', `The expression cannot be evaluated on ${bases.join(', ')}: ${error.message}`, 'expression');
  }
}
