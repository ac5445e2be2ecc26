/** The registry of checks of resources that answer to a definition of their own, or are one. */
import type { FhirElement } from '@charthouse/fhirpath';
import type { ProfileCheck } from '../profiles/check.ts';
import { checkResponse } from '../questionnaires/response.ts';
import { capabilityStatement } from './capability-statement.ts';
import { measure } from './measure.ts';
import { checkMeasureReport } from './measure-report.ts';
import { searchParameter } from './search-parameter.ts';
import { structureDefinition } from './structure-definition.ts';

const byType: Readonly<Record<string, (resource: FhirElement, check: ProfileCheck) => void>> = {
  CapabilityStatement: capabilityStatement,
  Measure: measure,
  MeasureReport: checkMeasureReport,
  QuestionnaireResponse: checkResponse,
  SearchParameter: searchParameter,
  StructureDefinition: structureDefinition,
};

export function checkByDefinition(resource: FhirElement, check: ProfileCheck): void {
  byType[resource.type.name]?.(resource, check);
}
