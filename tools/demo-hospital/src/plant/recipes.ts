/** What is planted: charts by what they are and what they lack. Types of deficiencies are those of record completion. */
import type { Kind } from '../chart/chart.ts';
import type { Standing } from '../directory/clinicians.ts';

/** What a chart has to be so that something can be missing from it. */
export interface Needs {
  readonly kind: Kind;
  /** Ids of cases; absent: any of the medical wards. */
  readonly matters?: readonly string[];
  readonly payer?: 'medicare';
  readonly ages?: readonly [least: number, most: number];
  /** Hours from admission to discharge. */
  readonly stay?: number;
  /** Days before today of discharge. `in-house`: days before today of admission. */
  readonly left: readonly [least: number, most: number];
  readonly inHouse?: true;
  readonly disposition?: 'home' | 'snf' | 'aadvice' | 'exp';
  readonly house?: 'critical';
}

export interface Recipe {
  readonly lacks: readonly string[];
  /** How many charts in the whole hospital. */
  readonly charts: number;
  readonly needs: Needs;
  /** Charts of the first so many fall to clinicians of these standings. */
  readonly gone?: readonly Standing[];
}

const old = [32, 74] as const;
const recent = [6, 26] as const;
const sided = ['knee', 'hip'] as const;
const withSpecimen = ['appendicitis', 'gallstones', 'colon-cancer'] as const;
const inpatient = { kind: 'inpatient', left: recent, disposition: 'home' } as const;

/** 260 deficiencies on 150 charts; the first 38 charts are delinquent: something is open 30 days after discharge. */
export const recipes: readonly Recipe[] = [
  { charts: 6, lacks: ['unsigned-document'], needs: { ...inpatient, left: [42, 74] }, gone: ['left', 'left', 'left', 'left', 'deceased', 'deceased'] },
  { charts: 6, lacks: ['discharge-summary', 'unsigned-document'], needs: { ...inpatient, left: old } },
  { charts: 6, lacks: ['discharge-summary', 'unsigned-verbal-order'], needs: { ...inpatient, left: old } },
  { charts: 5, lacks: ['discharge-summary'], needs: { ...inpatient, left: old } },
  { charts: 2, lacks: ['autopsy-report', 'death-note'], needs: { ...inpatient, left: [64, 80], disposition: 'exp', ages: [66, 94] } },
  { charts: 4, lacks: ['autopsy-report'], needs: { ...inpatient, left: [64, 80], disposition: 'exp', ages: [66, 94] } },
  { charts: 3, lacks: ['discharge-summary', 'missing-cosignature'], needs: { ...inpatient, left: old } },
  { charts: 6, lacks: ['unsigned-order', 'unanswered-query', 'discharge-summary'], needs: { ...inpatient, left: old } },

  { charts: 6, lacks: ['missing-consent', 'pre-anaesthesia-evaluation'], needs: { ...inpatient, matters: sided } },
  { charts: 6, lacks: ['anaesthesia-record', 'post-anaesthesia-evaluation'], needs: { ...inpatient, matters: withSpecimen } },
  { charts: 6, lacks: ['brief-operative-note', 'operative-report', 'pathology-report'], needs: { ...inpatient, matters: withSpecimen } },
  { charts: 3, lacks: ['psychiatric-evaluation'], needs: { ...inpatient, matters: ['depression', 'schizophrenia'] } },
  { charts: 3, lacks: ['psychiatric-evaluation', 'missing-cosignature'], needs: { ...inpatient, matters: ['depression', 'schizophrenia'] } },
  { charts: 6, lacks: ['restraint-face-to-face', 'restraint-renewal'], needs: { ...inpatient, matters: ['urosepsis', 'ketoacidosis'], ages: [40, 88], stay: 96 } },
  { charts: 6, lacks: ['admission-order', 'important-message-from-medicare'], needs: { ...inpatient, payer: 'medicare', ages: [66, 92] } },
  { charts: 6, lacks: ['certification-of-need'], needs: { ...inpatient, payer: 'medicare', ages: [66, 92], stay: 520 } },
  { charts: 6, lacks: ['history-and-physical', 'advance-directive'], needs: { kind: 'inpatient', left: [2, 5], inHouse: true, ages: [30, 88] } },
  { charts: 6, lacks: ['history-and-physical-update', 'conflicting-text'], needs: { ...inpatient, matters: ['knee'], stay: 52 } },
  { charts: 6, lacks: ['observation-notice'], needs: { kind: 'observation', left: recent, payer: 'medicare', ages: [66, 90], disposition: 'home', stay: 30 } },
  { charts: 6, lacks: ['emergency-record'], needs: { kind: 'emergency', left: recent, disposition: 'home' } },
  { charts: 6, lacks: ['consultation-report', 'progress-note-gap'], needs: { ...inpatient, matters: ['pneumonia', 'heart-failure', 'urosepsis'], stay: 100 } },
  { charts: 6, lacks: ['transfer-form', 'missing-diagnosis'], needs: { ...inpatient, disposition: 'snf', ages: [66, 94] } },
  { charts: 6, lacks: ['against-advice-form'], needs: { ...inpatient, disposition: 'aadvice' } },
  { charts: 4, lacks: ['death-note'], needs: { ...inpatient, disposition: 'exp', ages: [66, 94] } },
  { charts: 6, lacks: ['discharge-instructions', 'undated-document'], needs: inpatient },
  { charts: 6, lacks: ['dictated-not-transcribed', 'copied-text'], needs: { ...inpatient, stay: 100 } },
  { charts: 6, lacks: ['scan-quality', 'misfiled-document'], needs: { ...inpatient, stay: 76 } },
  { charts: 6, lacks: ['telehealth-elements'], needs: { kind: 'video', left: recent } },
]; // biome-ignore format: one table

export interface Trap {
  readonly id: string;
  /** Why a careless rule would find something here, and a careful one does not. */
  readonly why: string;
  readonly needs: Needs;
}

export const traps: readonly Trap[] = [
  { id: 'short-stay', why: 'Stayed 20 hours: no history and physical is asked for below 24.', needs: { ...inpatient, stay: 20 } },
  { id: 'critical-access', why: 'A critical access hospital: the certification of 42 CFR 424.13 is not asked for by the rule of acute hospitals.', needs: { ...inpatient, house: 'critical', payer: 'medicare', ages: [66, 90], stay: 520 } },
  { id: 'updated-history', why: 'The history and physical is 12 days older than the admission, and there is an update.', needs: { ...inpatient, matters: ['knee'], stay: 52 } },
  { id: 'cancelled', why: 'The admission was cancelled: nothing is to be completed.', needs: inpatient },
  { id: 'signed-by-another', why: 'The verbal order was authenticated by another practitioner responsible for the patient, as 42 CFR 482.24(c)(2) allows.', needs: inpatient },
  { id: 'cosigned', why: 'The note of a resident was signed by the attending, too.', needs: inpatient },
  { id: 'transcribed', why: 'The dictation has its transcript.', needs: inpatient },
  { id: 'restraint-renewed', why: 'The restraint order was renewed in time, and somebody looked within the hour.', needs: { ...inpatient, matters: ['urosepsis'], ages: [40, 88], stay: 96 } },
  { id: 'filed-twice', why: 'The same note was filed twice: it is no copy of an earlier one.', needs: { ...inpatient, stay: 76 } },
  { id: 'not-yet-due', why: 'Left the emergency department yesterday: the record is due within 72 hours.', needs: { kind: 'emergency', left: [1, 1], disposition: 'home' } },
  { id: 'minor', why: 'A child: nobody asks for an advance directive.', needs: { ...inpatient, matters: ['appendicitis'], ages: [12, 15], stay: 60 } },
  { id: 'entered-in-error', why: 'The unsigned document was entered in error.', needs: inpatient },
]; // biome-ignore format: one table
