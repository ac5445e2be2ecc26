/** Words for codes: what was written, else the display of a coding, else the code itself. */
import type { CodeableConcept, Reference } from 'fhir/r4';

export function displayConcept(concept: CodeableConcept | undefined): string | undefined {
  if (!concept) return undefined;
  const coding = concept.coding?.find(({ userSelected }) => userSelected) ?? concept.coding?.[0];
  return concept.text ?? coding?.display ?? coding?.code;
}

export function displayReference(reference: Reference | undefined): string | undefined {
  return reference?.display ?? reference?.identifier?.value ?? reference?.reference;
}
