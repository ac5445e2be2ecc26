/** What access keeps of a version besides its index rows. */
import type { AccessClass, CareRow, ConsentRow, PatientLabel } from '@charthouse/fhir-model';

export interface AccessFacts {
  /** Absent: nothing is asked of it. */
  readonly class?: AccessClass;
  /** Of a type that can say who may see what: replace those of the version before. */
  readonly rows?: AccessRows;
}

export interface AccessRows {
  readonly care: readonly CareRow[];
  readonly consents: readonly ConsentRow[];
  readonly patientLabels: readonly PatientLabel[];
}

export const plainClass: AccessClass = { labels: [], states: [] };
