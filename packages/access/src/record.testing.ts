/** A record of a few resources, kept as the store keeps it: what cases are tried on. */
import type { Resource } from '@charthouse/fhir-model';
import {
  type AccessRows,
  careRows,
  classOf,
  consentRows,
  facilityOf,
  factsOf,
  type LabelRule,
  labelRules,
  labelsOf,
  type PolicyState,
  patientLabels,
  patientOf,
  roles,
  type Seen,
} from './index.ts';

export const now = Date.parse('2026-11-22T12:00:00Z');
const day = 86_400_000;

export const testState: PolicyState = {
  now,
  signIn: true,
  roles,
  careRelationship: true,
  careLead: 7 * day,
  careGrace: 30 * day,
  openLabels: [],
  partTwoPrograms: ['Organization/program'],
  breakGlassFor: 3_600_000,
};

export interface TestRecord {
  readonly rows: AccessRows;
  /** By `Type/id`. */
  readonly seen: ReadonlyMap<string, Seen>;
}

export function recordOf(resources: readonly Resource[], rules: readonly LabelRule[] = labelRules): TestRecord {
  const named = (resource: Resource) => `${resource.resourceType}/${resource.id}`;
  const refersTo = new Map(resources.map((one) => [named(one), factsOf(one, { labels: [], states: [] }).refersTo]));
  const seen = resources.map((resource): [string, Seen] => {
    const fromPartTwoProgram = testState.partTwoPrograms.includes(facilityOf(resource) ?? '');
    const birthDate = birthDateOf(resources, patientOf(resource));
    const labels = labelsOf(resource, {
      today: '2026-11-22',
      rules,
      fromPartTwoProgram,
      ...(birthDate && { birthDate }),
    });
    const accessClass = classOf(resource, labels);
    const facts = factsOf(resource, accessClass);
    const patient = patientOf(resource);
    const referredFrom = [...refersTo].filter(([, to]) => to.includes(named(resource))).map(([name]) => name);
    const matches = (_: string, value: string) => facts.codes.some((code) => code.endsWith(`|${value}`));
    return [named(resource), { ...facts, referredFrom, matches, class: accessClass, ...(patient && { patient }) }];
  });
  return {
    rows: {
      care: resources.flatMap(careRows),
      consents: resources.flatMap(consentRows),
      patientLabels: resources.flatMap(patientLabels),
    },
    seen: new Map(seen),
  };
}

function birthDateOf(resources: readonly Resource[], id: string | undefined): string | undefined {
  const birthDate = resources.find((one) => one.resourceType === 'Patient' && one.id === id)?.birthDate;
  return typeof birthDate === 'string' ? birthDate : undefined;
}
