/** Published expressions that lead nowhere in R4, and what they are read as; see docs/spec-notes.md. By URL of the definition. */
import { type SearchParameterDefinition, searchParameters } from '@charthouse/fhir-model/definitions';

const expressions: Readonly<Record<string, string>> = {
  // `DeviceDefinition.classification.type` is of later versions; R4 tells the kind of device in `type` alone.
  'http://hl7.org/fhir/SearchParameter/DeviceDefinition-classification': 'DeviceDefinition.type',
};

/** The base parameters as they are searched. */
export const baseParameters: readonly SearchParameterDefinition[] = searchParameters.map((definition) => {
  const expression = Object.hasOwn(expressions, definition.url) ? expressions[definition.url] : undefined;
  return expression === undefined ? definition : { ...definition, expression };
});
