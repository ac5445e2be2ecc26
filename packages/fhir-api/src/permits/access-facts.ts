/** What access keeps of a version: its class, and what it says of who may see what. */
import { careRows, classOf, consentRows, facilityOf, labelRules, labelsOf, patientLabels } from '@charthouse/access';
import type { AccessFacts } from '@charthouse/chart-store';
import type { RecordState, Resource } from '@charthouse/fhir-model';

export interface Circumstances {
  /** Milliseconds since 1970: picks the rules in force. */
  readonly now: number;
  /** References to the organisations that are programs under 42 CFR Part 2. */
  readonly partTwoPrograms?: readonly string[];
}

/** What a resource has from the encounter, the patient and the document that it belongs to. */
export interface Inherited {
  readonly facility?: string | undefined;
  readonly states: readonly RecordState[];
  readonly labels: readonly string[];
  /** Of the patient. */
  readonly birthDate?: string | undefined;
}

/** Types that can say who has to do with a patient, what a patient consents to, or a label of a patient. */
const telling: ReadonlySet<string> = new Set([
  'Appointment',
  'CareTeam',
  'Consent',
  'Encounter',
  'EpisodeOfCare',
  'Flag',
  'Patient',
  'Person',
  'ServiceRequest',
  'Task',
]);

const nothing: Inherited = { states: [], labels: [] };

export function accessFacts(
  resource: Resource,
  { now, partTwoPrograms = [] }: Circumstances,
  { facility, states, labels: inherited, birthDate }: Inherited = nothing,
): AccessFacts {
  const surroundings = { today: new Date(now).toISOString().slice(0, 10), rules: labelRules, inherited };
  const own = facilityOf(resource) ?? facility ?? '';
  const fromPartTwoProgram = partTwoPrograms.length > 0 && partTwoPrograms.includes(own);
  const labels = labelsOf(resource, { ...surroundings, fromPartTwoProgram, ...(birthDate && { birthDate }) });
  return {
    class: classOf(resource, labels, { marks: states, ...(facility && { facility }) }),
    ...(telling.has(resource.resourceType) && {
      rows: {
        care: careRows(resource),
        consents: consentRows(resource),
        patientLabels: patientLabels(resource),
      },
    }),
  };
}

/** Of a deletion: it says nothing any more. */
export function nothingSaid(type: string): AccessFacts {
  return telling.has(type) ? { rows: { care: [], consents: [], patientLabels: [] } } : {};
}
