/** Every kind of deficiency: what is missing or wrong, who answers for it, what makes it arise, who may close it. */

/** Whom a deficiency falls to; `records`: the health information department. */
export type Responsible =
  | 'attending'
  | 'author'
  | 'surgeon'
  | 'anaesthetist'
  | 'consultant'
  | 'orderer'
  | 'emergency'
  | 'pathologist'
  | 'nursing'
  | 'registration'
  | 'records';

/** Who may complete it besides who it fell to. 42 CFR 482.24(c)(2); CMS A-0450 wants an act of each author. */
export type Closers = 'author-only' | 'responsible-practitioner' | 'anyone';

export interface DeficiencyType {
  /** In `https://charthouse.dev/fhir/CodeSystem/deficiency-type`; never changed. */
  readonly code: string;
  readonly display: string;
  /** Type of the document that completes it, in the register of document types. */
  readonly document?: string;
  readonly responsible: Responsible;
  /** Event of the chart that it arises from. */
  readonly trigger: string;
  readonly closers: Closers;
}

export const deficiencyTypeSystem = 'https://charthouse.dev/fhir/CodeSystem/deficiency-type';

type Row = readonly [
  code: string,
  display: string,
  responsible: Responsible,
  trigger: string,
  rest?: { readonly document?: string; readonly closers?: Closers },
];

const rows: readonly Row[] = [
  ['history-and-physical', 'History and physical missing', 'attending', 'admission', { document: 'history-and-physical' }],
  ['history-and-physical-update', 'Update of history and physical missing', 'attending', 'admission', { document: 'history-and-physical-update' }],
  ['psychiatric-evaluation', 'Psychiatric evaluation missing', 'attending', 'admission', { document: 'psychiatric-evaluation' }],
  ['admission-order', 'Admission order missing', 'attending', 'admission'],
  ['certification-of-need', 'Certification of need missing', 'attending', 'admission', { document: 'certification-of-need' }],
  ['advance-directive', 'Advance directive not asked for', 'nursing', 'admission', { document: 'advance-directive' }],
  ['important-message-from-medicare', 'Important Message from Medicare missing', 'registration', 'admission', { document: 'important-message-from-medicare' }],
  ['observation-notice', 'Outpatient observation notice (MOON) missing', 'registration', 'observation', { document: 'observation-notice' }],
  ['emergency-record', 'Emergency record missing', 'emergency', 'emergency', { document: 'emergency-record' }],
  ['consultation-report', 'Consultation report missing', 'consultant', 'consultation', { document: 'consultation-report' }],
  ['progress-note-gap', 'Day without progress note', 'attending', 'day', { document: 'progress-note' }],
  ['restraint-face-to-face', 'Face-to-face evaluation after restraint missing', 'orderer', 'restraint', { document: 'restraint-face-to-face' }],
  ['restraint-renewal', 'Restraint order not renewed', 'orderer', 'restraint'],
  ['missing-consent', 'Consent missing', 'surgeon', 'surgery', { document: 'consent' }],
  ['pre-anaesthesia-evaluation', 'Evaluation before anaesthesia missing', 'anaesthetist', 'anaesthesia', { document: 'pre-anaesthesia-evaluation' }],
  ['anaesthesia-record', 'Anaesthesia record missing', 'anaesthetist', 'anaesthesia', { document: 'anaesthesia-record' }],
  ['post-anaesthesia-evaluation', 'Evaluation after anaesthesia missing', 'anaesthetist', 'anaesthesia', { document: 'post-anaesthesia-evaluation' }],
  ['brief-operative-note', 'Brief operative note missing', 'surgeon', 'surgery', { document: 'brief-operative-note' }],
  ['operative-report', 'Operative report missing', 'surgeon', 'surgery', { document: 'operative-report' }],
  ['pathology-report', 'Pathology report missing', 'pathologist', 'specimen', { document: 'pathology-report' }],
  ['discharge-summary', 'Discharge summary missing', 'attending', 'discharge', { document: 'discharge-summary' }],
  ['discharge-instructions', 'Discharge instructions missing', 'nursing', 'discharge', { document: 'discharge-instructions' }],
  ['transfer-form', 'Transfer form missing', 'attending', 'transfer', { document: 'transfer-form' }],
  ['against-advice-form', 'Form for leaving against advice missing', 'attending', 'against-advice', { document: 'against-advice-form' }],
  ['death-note', 'Death note missing', 'attending', 'death', { document: 'death-note' }],
  ['autopsy-report', 'Autopsy report missing', 'pathologist', 'autopsy', { document: 'autopsy-report' }],
  ['missing-diagnosis', 'Final diagnosis missing', 'attending', 'discharge'],
  ['unsigned-document', 'Document not signed', 'author', 'document', { closers: 'author-only' }],
  ['undated-document', 'Document without date or time', 'author', 'document', { closers: 'author-only' }],
  ['missing-cosignature', 'Cosignature missing', 'attending', 'document'],
  ['unsigned-order', 'Order not signed', 'orderer', 'order'],
  ['unsigned-verbal-order', 'Verbal order not authenticated', 'orderer', 'order'],
  ['dictated-not-transcribed', 'Dictated, not transcribed', 'records', 'document', { closers: 'anyone' }],
  ['copied-text', 'Note is a copy of an earlier one', 'author', 'document', { closers: 'author-only' }],
  ['conflicting-text', 'Sides do not agree', 'surgeon', 'surgery'],
  ['unanswered-query', 'Query not answered', 'attending', 'query'],
  ['scan-quality', 'Scan cannot be read', 'records', 'document', { closers: 'anyone' }],
  ['misfiled-document', 'Document of another patient or encounter', 'records', 'document', { closers: 'anyone' }],
  ['telehealth-elements', 'Place, consent or modality of a video visit missing', 'attending', 'telehealth'],
]; // biome-ignore format: one table

export const deficiencyTypes: readonly DeficiencyType[] = rows.map(([code, display, responsible, trigger, rest]) => ({
  ...{ code, display, responsible, trigger, closers: 'responsible-practitioner' as const },
  ...rest,
}));

const byCode = new Map(deficiencyTypes.map((one) => [one.code, one]));

/** Undefined: no such type. */
export const deficiencyType = (code: string): DeficiencyType | undefined => byCode.get(code);
