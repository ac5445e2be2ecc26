/** Validation of resources against the FHIR R4 definitions. https://hl7.org/fhir/R4/validation.html */
import type { Issue, JsonValue, NumberLiteral } from '@charthouse/fhir-model';
import { Findings } from './findings.ts';
import { createTypeChecks } from './structure/compile.ts';
import { resourceTypeOf } from './structure/resource.ts';

export interface ValidateOptions {
  /** The resource type that is due here (of the URL); another one is refused. */
  readonly expectedType?: string;
  /** The number literals `parseJson` found, so that `1.0` is refused where an integer is due. */
  readonly literals?: readonly NumberLiteral[];
}

export interface Validator {
  /**
   * All problems of a resource at once, in the order of its text, each with the FHIRPath of the offending element (of the parent,
   * where an element is missing or unknown); empty: valid. Only issues of severity `error` or `fatal` refuse it.
   */
  readonly validate: (resource: JsonValue, options?: ValidateOptions) => Issue[];
}

/** A validator of the base specification; each type is compiled at its first use. */
export function createValidator(): Validator {
  const typeChecks = createTypeChecks();
  return {
    validate(resource, options = {}) {
      const found = new Findings(options.literals);
      const type = resourceTypeOf(resource, options.expectedType ?? 'Resource', found);
      if (type !== undefined) typeChecks(type).check(resource, found);
      return found.count === 0 ? [] : found.issues(type ?? options.expectedType ?? 'Resource');
    },
  };
}
