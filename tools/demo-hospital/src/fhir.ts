/** Small pieces of FHIR that everything is made of. */
import type { Resource } from '@charthouse/fhir-model';

export type { Resource };

/** What marks every resource of the demo: http://terminology.hl7.org/CodeSystem/v3-ActReason, "test health data". */
export const demoTag = {
  system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason',
  code: 'HTEST',
  display: 'test health data',
} as const;

export type Coding = readonly [system: string, code: string, display?: string];

/** A label as https://hl7.org/fhir/R4/security-labels.html has it. */
export type Label = '42CFRPart2' | 'PSY' | 'ETH' | 'R';

const systemOf = (label: Label) =>
  label === 'R'
    ? 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality'
    : 'http://terminology.hl7.org/CodeSystem/v3-ActCode';

/** A resource of the demo, with labels that somebody put on it. */
export function tagged(resource: object, labels: readonly Label[] = []): Resource {
  const security = labels.map((code) => ({ system: systemOf(code), code }));
  return { ...resource, meta: { tag: [demoTag], ...(security.length > 0 && { security }) } } as unknown as Resource;
}

export const snomed = 'http://snomed.info/sct';
export const loinc = 'http://loinc.org';
export const rxnorm = 'http://www.nlm.nih.gov/research/umls/rxnorm';
export const icd10cm = 'http://hl7.org/fhir/sid/icd-10-cm';
export const ucum = 'http://unitsofmeasure.org';

function coding([system, code, display]: Coding) {
  return { system, code, ...(display !== undefined && { display }) };
}

/** A CodeableConcept; its text is that of the first coding. */
export function codes(...all: readonly Coding[]) {
  const text = all.find(([, , display]) => display !== undefined)?.[2];
  return { coding: all.map(coding), ...(text !== undefined && { text }) };
}

export function reference(type: string, { id, name }: { readonly id: string; readonly name?: string }) {
  return { reference: `${type}/${id}`, ...(name !== undefined && { display: name }) };
}

export const charthouse = (kind: 'StructureDefinition' | 'CodeSystem', name: string) =>
  `https://charthouse.dev/fhir/${kind}/${name}`;
