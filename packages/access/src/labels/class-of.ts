/** What access asks of a version of a resource: the class that the store numbers. */
import type { AccessClass, RecordState, Resource } from '@charthouse/fhir-model';
import { objects, referenceOf } from '../elements.ts';
import type { Labels } from './labels-of.ts';

/** `marks`: states that it has from its encounter or patient. `facility`: that of its encounter. */
export function classOf(
  resource: Resource,
  { sent, computed }: Labels,
  { marks = [], facility }: { readonly marks?: readonly RecordState[]; readonly facility?: string } = {},
): AccessClass {
  const labels = [...new Set([...sent, ...computed.map(({ label }) => label)])].sort();
  const states = [
    ...new Set([...marks, ...statesOf(resource), ...(isDraft(resource) ? ['draft' as const] : [])]),
  ].sort();
  const own = facilityOf(resource) ?? facility;
  return { labels, states, ...(own !== undefined && { facility: own }) };
}

/** Type -> the element that names the facility a resource is of. */
const facilities: Readonly<Record<string, string>> = {
  Account: 'servicePerformer',
  ChargeItem: 'performingOrganization',
  Claim: 'provider',
  Composition: 'custodian',
  DiagnosticReport: 'performer',
  DocumentReference: 'custodian',
  Encounter: 'serviceProvider',
  EpisodeOfCare: 'managingOrganization',
  ExplanationOfBenefit: 'provider',
};

/** `Organization/1`; undefined: it names none. */
export function facilityOf(resource: Resource): string | undefined {
  const element = facilities[resource.resourceType];
  if (element === undefined) return undefined;
  return objects(resource[element])
    .map(referenceOf)
    .find((reference) => reference?.startsWith('Organization/'));
}

/** The system of tags that put a state on a resource and, from an Encounter or a Patient, on what belongs to it. */
const stateSystem = 'https://charthouse.dev/fhir/CodeSystem/record-state';

/** `meta.tag`: a restriction (GDPR Article 18), a legal hold. */
export function statesOf({ meta }: Resource): readonly RecordState[] {
  const codes = objects(meta?.tag).flatMap(({ system, code }) => (system === stateSystem ? [code] : []));
  return (['restricted', 'held'] as const).filter((state) => codes.includes(state));
}

/** Written, but not signed yet. 42 CFR 482.24(c)(1). (A preliminary result is none: clinicians and patients act on it.) */
const drafts: Readonly<Record<string, { readonly element: string; readonly values: readonly string[] }>> = {
  ClinicalImpression: { element: 'status', values: ['in-progress'] },
  Composition: { element: 'status', values: ['preliminary'] },
  DocumentReference: { element: 'docStatus', values: ['preliminary'] },
  QuestionnaireResponse: { element: 'status', values: ['in-progress'] },
};

function isDraft(resource: Resource): boolean {
  const rule = drafts[resource.resourceType];
  const value = rule && resource[rule.element];
  return typeof value === 'string' && rule!.values.includes(value);
}
