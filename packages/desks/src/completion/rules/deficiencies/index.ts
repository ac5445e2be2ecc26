/** Every deficiency rule, with every version of it. */
import type { DeficiencyRule } from '../deficiency-rule.ts';
import { admissionOrder } from './admission-order.ts';
import { advanceDirective } from './advance-directive.ts';
import { againstAdviceForm } from './against-advice-form.ts';
import { anaesthesiaRecord } from './anaesthesia-record.ts';
import { autopsyReport } from './autopsy-report.ts';
import { briefOperativeNote } from './brief-operative-note.ts';
import { certificationOfNeed } from './certification-of-need.ts';
import { conflictingText } from './conflicting-text.ts';
import { consultationReport } from './consultation-report.ts';
import { copiedText } from './copied-text.ts';
import { deathNote } from './death-note.ts';
import { dictatedNotTranscribed } from './dictated-not-transcribed.ts';
import { dischargeInstructions } from './discharge-instructions.ts';
import { dischargeSummary } from './discharge-summary.ts';
import { dischargeSummaryCriticalAccess } from './discharge-summary-critical-access.ts';
import { dischargeSummaryIn24Hours } from './discharge-summary-in-24-hours.ts';
import { emergencyRecord } from './emergency-record.ts';
import { finalNoteOfShortStay } from './final-note-of-short-stay.ts';
import { historyAndPhysical } from './history-and-physical.ts';
import { historyAndPhysicalBeforeSurgery } from './history-and-physical-before-surgery.ts';
import { historyAndPhysicalCriticalAccess } from './history-and-physical-critical-access.ts';
import { historyAndPhysicalUntil2007 } from './history-and-physical-until-2007.ts';
import { historyAndPhysicalUpdate } from './history-and-physical-update.ts';
import { importantMessageFromMedicare } from './important-message-from-medicare.ts';
import { misfiledDocument } from './misfiled-document.ts';
import { missingConsent } from './missing-consent.ts';
import { missingCosignature } from './missing-cosignature.ts';
import { missingDiagnosis } from './missing-diagnosis.ts';
import { observationNotice } from './observation-notice.ts';
import { operativeReport } from './operative-report.ts';
import { operativeReportElsewhere } from './operative-report-elsewhere.ts';
import { pathologyReport } from './pathology-report.ts';
import { postAnaesthesiaEvaluation } from './post-anaesthesia-evaluation.ts';
import { preAnaesthesiaEvaluation } from './pre-anaesthesia-evaluation.ts';
import { progressNoteGap } from './progress-note-gap.ts';
import { psychiatricEvaluation } from './psychiatric-evaluation.ts';
import { psychiatricEvaluationUnit } from './psychiatric-evaluation-unit.ts';
import { restraintFaceToFace } from './restraint-face-to-face.ts';
import { restraintRenewal } from './restraint-renewal.ts';
import { scanQuality } from './scan-quality.ts';
import { telehealthElements } from './telehealth-elements.ts';
import { transferForm } from './transfer-form.ts';
import { unansweredQuery } from './unanswered-query.ts';
import { undatedDocument } from './undated-document.ts';
import { unsignedDocument } from './unsigned-document.ts';
import { unsignedDocumentTexasRural } from './unsigned-document-texas-rural.ts';
import { unsignedOrder } from './unsigned-order.ts';
import { unsignedVerbalOrder } from './unsigned-verbal-order.ts';
import { unsignedVerbalOrderUntil2012 } from './unsigned-verbal-order-until-2012.ts';

export const deficiencyRules: readonly DeficiencyRule[] = [
  admissionOrder,
  advanceDirective,
  againstAdviceForm,
  anaesthesiaRecord,
  autopsyReport,
  briefOperativeNote,
  certificationOfNeed,
  conflictingText,
  consultationReport,
  copiedText,
  deathNote,
  dictatedNotTranscribed,
  dischargeInstructions,
  dischargeSummary,
  dischargeSummaryCriticalAccess,
  dischargeSummaryIn24Hours,
  emergencyRecord,
  finalNoteOfShortStay,
  historyAndPhysical,
  historyAndPhysicalBeforeSurgery,
  historyAndPhysicalCriticalAccess,
  historyAndPhysicalUntil2007,
  historyAndPhysicalUpdate,
  importantMessageFromMedicare,
  misfiledDocument,
  missingConsent,
  missingCosignature,
  missingDiagnosis,
  observationNotice,
  operativeReport,
  operativeReportElsewhere,
  pathologyReport,
  postAnaesthesiaEvaluation,
  preAnaesthesiaEvaluation,
  progressNoteGap,
  psychiatricEvaluation,
  psychiatricEvaluationUnit,
  restraintFaceToFace,
  restraintRenewal,
  scanQuality,
  telehealthElements,
  transferForm,
  unansweredQuery,
  undatedDocument,
  unsignedDocument,
  unsignedDocumentTexasRural,
  unsignedOrder,
  unsignedVerbalOrder,
  unsignedVerbalOrderUntil2012,
];
