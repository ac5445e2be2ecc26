/** The types of resource that a reference parameter may point at. */
import { resourceTypes, type SearchParameterDefinition } from '@charthouse/fhir-model/definitions';

export function targetsOf(definition: SearchParameterDefinition): readonly string[] {
  const named = definition.target ?? [];
  return named.length === 0 || named.includes('Resource') ? resourceTypes : named;
}
