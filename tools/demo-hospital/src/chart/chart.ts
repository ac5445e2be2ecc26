/** One encounter with everything in it, before it becomes FHIR: what planting changes, and what notes are written about. */
import type { Case } from '../cases/case.ts';
import type { Result, Vitals } from '../cases/results.ts';
import type { Clinician } from '../directory/clinicians.ts';
import type { DepartmentName, HouseName, UnitName } from '../directory/organizations.ts';
import type { Label } from '../fhir.ts';
import type { Person } from '../people.ts';

export type Kind = 'inpatient' | 'emergency' | 'surgery' | 'observation' | 'clinic' | 'video';

/** A person or a department. */
export type Author = Clinician | DepartmentName;

export interface ChartDocument {
  readonly id: string;
  /** Of the register of document types. */
  type: string;
  title: string;
  text: string;
  /** Milliseconds since 1970, when what it tells of was; undefined: nobody wrote it down. */
  at: number | undefined;
  isUntimed?: boolean;
  filed: number;
  author: Author;
  /** Empty: nobody signed it. */
  signers: readonly Author[];
  form: 'text' | 'scan' | 'recording';
  /** Ids of resources it is about, as `Type/id`. */
  about?: readonly string[];
  side?: 'left' | 'right';
  /** Somebody looked, and could not read it. */
  unreadable?: string;
  /** Id of the recording that it is the text of. */
  transforms?: string;
  /** It was entered in error. */
  isWrong?: boolean;
  /** It is a paper of somebody else. */
  ofOther?: Person;
}

export interface ChartOrder {
  readonly id: string;
  readonly kind:
    | 'admission'
    | 'consultation'
    | 'restraint'
    | 'pathology'
    | 'diet'
    | 'laboratory'
    | 'imaging'
    | 'medication';
  readonly what: string;
  readonly at: number;
  readonly by: Clinician;
  mode: 'electronic' | 'verbal' | 'written';
  /** When it was signed; undefined: nobody did. */
  signed: number | undefined;
  /** Absent: who gave it. */
  signer?: Clinician;
  /** Who carries it out. */
  readonly to?: Clinician;
}

export interface ChartProcedure {
  readonly id: string;
  readonly kind: 'surgery' | 'anaesthesia' | 'restraint' | 'autopsy';
  readonly code: string;
  readonly name: string;
  readonly from: number;
  readonly until: number;
  readonly by: Clinician;
  readonly side?: 'left' | 'right';
}

export interface Measured {
  readonly at: number;
  readonly vitals?: Vitals;
  readonly results?: readonly Result[];
}

export type Disposition = 'home' | 'snf' | 'rehab' | 'hosp' | 'aadvice' | 'exp';

export interface Chart {
  readonly id: string;
  readonly kind: Kind;
  readonly house: HouseName;
  readonly unit: UnitName;
  readonly bed: number;
  readonly person: Person;
  readonly matter: Case;
  readonly attending: Clinician;
  readonly admitted: number;
  readonly discharged: number | undefined;
  disposition: Disposition | undefined;
  readonly labels: readonly Label[];
  readonly documents: ChartDocument[];
  readonly orders: ChartOrder[];
  readonly procedures: ChartProcedure[];
  readonly measured: Measured[];
  /** A query to a clinician. */
  query?: { readonly at: number; readonly to: Clinician; readonly text: string };
  hasDiagnosis: boolean;
  /** Of a video visit: what was written down of it. */
  telehealth: readonly ('place' | 'consent' | 'modality')[];
  /** Nothing of it has come to the records department. */
  isReceived: boolean;
  isCancelled?: boolean;
}
