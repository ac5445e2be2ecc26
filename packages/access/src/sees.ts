/** The filter of a permit tried on one resource: what the SQL made from it has to agree with. */
import {
  type AccessClass,
  type CareRow,
  type ConsentRow,
  type Grant,
  isOfClass,
  type PatientLabel,
  type PermitFilter,
  type Reach,
} from '@charthouse/fhir-model';
import { type ConsentFacts, consentAllows } from './consent/consent-allows.ts';

/** What is known of a resource, as the store keeps it. */
export interface Seen extends ConsentFacts {
  readonly type: string;
  readonly id: string;
  /** Id of the one patient it belongs to; absent: of none or of several. */
  readonly patient?: string;
  readonly class: AccessClass;
  /** References to who wrote it (`authorParameters`). */
  readonly authors: readonly string[];
  /** Whether it matches one criterion of a search. */
  readonly matches: (name: string, value: string) => boolean;
}

/** The rows of the whole record. */
export interface AccessRows {
  readonly care: readonly CareRow[];
  readonly patientLabels: readonly PatientLabel[];
  readonly consents: readonly ConsentRow[];
}

/** `now`: milliseconds since 1970. */
export function sees(filter: PermitFilter, seen: Seen, { rows, now }: { rows: AccessRows; now: number }): boolean {
  return filter.grants.some((grant) => takesIn(grant, seen, { rows, now }));
}

function takesIn(grant: Grant, seen: Seen, { rows, now }: { rows: AccessRows; now: number }): boolean {
  const { types, where = [], reach = [], except = [], patientsWithout = [], classes, consent } = grant;
  const { patient } = seen;
  return (
    (types === undefined || types.includes(seen.type)) &&
    where.every(([name, value]) => seen.matches(name, value)) &&
    reach.every((one) => reaches(one, seen, { rows, now })) &&
    !(patient !== undefined && except.includes(patient)) &&
    !rows.patientLabels.some((row) => row.patient === patient && patientsWithout.includes(row.label)) &&
    (classes === undefined || isOfClass(classes, seen.class)) &&
    (consent === undefined ||
      consentAllows(
        rows.consents.filter((row) => row.patient === patient),
        { ...consent, now },
        seen,
      ))
  );
}

function reaches(reach: Reach, seen: Seen, { rows, now }: { rows: AccessRows; now: number }): boolean {
  if (reach.kind === 'authored') return seen.authors.some((author) => reach.actors.includes(author));
  if (seen.patient === undefined) return false;
  if (reach.kind === 'patients') return reach.ids.includes(seen.patient);
  return rows.care.some(
    ({ patient, actor, from, to }) =>
      patient === seen.patient &&
      reach.actors.includes(actor) &&
      (from === undefined || from - reach.lead <= now) &&
      (to === undefined || to + reach.grace >= now),
  );
}
