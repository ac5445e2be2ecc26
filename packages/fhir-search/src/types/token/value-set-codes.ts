/** The codes of one system that a parameter on `code` elements can have. */
import { requiredCodes } from '@charthouse/fhir-model/definitions';
import type { Parameter } from '../../parameters/parameter.ts';

export function codesOfSystem(parameter: Parameter, system: string): readonly string[] {
  const codes = parameter.paths.flatMap((path) => (path.valueSet && requiredCodes[path.valueSet]?.[system]) || []);
  return [...new Set(codes)];
}
