/** Failures outside of the FHIR door, answered in FHIR's form all the same. https://hl7.org/fhir/R4/operationoutcome.html */

export interface Failure {
  readonly status: number;
  /** A code of https://hl7.org/fhir/R4/valueset-issue-type.html */
  readonly code: string;
  readonly diagnostics: string;
}

/** The JSON text of an OperationOutcome with one issue. */
export function outcomeText({ code, diagnostics }: Failure): string {
  return JSON.stringify({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code, diagnostics }] });
}

export const fhirJson = 'application/fhir+json; charset=utf-8';
