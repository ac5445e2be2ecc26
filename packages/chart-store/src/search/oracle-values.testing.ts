/** What a resource has for a search parameter, as FHIRPath says: nothing here is shared with the code under test. */
import type { JsonValue, Resource } from '@charthouse/fhir-model';
import { type SearchParameterDefinition, searchParameters } from '@charthouse/fhir-model/definitions';
import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4/index.js';

type Evaluate = (resource: Resource) => JsonValue[];
const compiled = new Map<string, Evaluate>();

export function definitionOf(type: string, code: string): SearchParameterDefinition {
  const found = searchParameters.find(
    (one) => one.code === code && (one.base.includes(type) || one.base.includes('Resource')),
  );
  if (!found) throw new Error(`${type} has no search parameter ${code}.`);
  return found;
}

/** The values of a parameter in a resource. */
export function valuesOf(resource: Resource, definition: SearchParameterDefinition): JsonValue[] {
  return evaluate(trimmed(definition.expression ?? '', resource.resourceType), resource);
}

export function evaluate(expression: string, base: Resource | JsonValue): JsonValue[] {
  let run = compiled.get(expression);
  if (!run) {
    const made = expression === '' ? () => [] : fhirpath.compile(expression, r4);
    run = (resource) => (made as (of: Resource) => JsonValue[])(resource);
    compiled.set(expression, run);
  }
  return run(base as Resource);
}

/** The alternatives of a type's own; targets told by the text of the reference. */
function trimmed(expression: string, type: string): string {
  const parts = expression.includes(' and ') ? [expression] : expression.split('|').map((part) => part.trim());
  return parts
    .filter((part) => new RegExp(`^\\(*(${type}|Resource)\\b`).test(part))
    .join(' | ')
    .replace(/where\(resolve\(\) is (\w+)\)/g, "where(reference.matches('(^|/)$1/') or type = '$1')")
    .replaceAll('ofType(DateTime)', 'ofType(dateTime)');
}
