/** What access keeps of a version: its class, and what it says of who may see what. */
import { careRows, classOf, consentRows, facilityOf, labelRules, labelsOf, patientLabels } from '@charthouse/access';
import type { AccessFacts } from '@charthouse/chart-store';
import type { Resource } from '@charthouse/fhir-model';

export interface Circumstances {
  /** Milliseconds since 1970: picks the rules in force. */
  readonly now: number;
  /** References to the organisations that are programs under 42 CFR Part 2. */
  readonly partTwoPrograms?: readonly string[];
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

export function accessFacts(resource: Resource, { now, partTwoPrograms = [] }: Circumstances): AccessFacts {
  const surroundings = { today: new Date(now).toISOString().slice(0, 10), rules: labelRules };
  const fromPartTwoProgram = partTwoPrograms.length > 0 && partTwoPrograms.includes(facilityOf(resource) ?? '');
  const labels = labelsOf(resource, { ...surroundings, fromPartTwoProgram });
  return {
    class: classOf(resource, labels),
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
