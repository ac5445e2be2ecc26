/** What deficiencies and contradictions are called, in Spanish; in English their own tables say it. */
import { useTranslation } from 'react-i18next';
import { chartProblems } from '../../rules/chart-problems.ts';
import { deficiencyType } from '../../rules/deficiency-types.ts';
import { explanationsEs } from './explanations-es.ts';

const es: Readonly<Record<string, string>> = {
  'history-and-physical': 'Falta la historia y exploración',
  'history-and-physical-update': 'Falta la actualización de la historia y exploración',
  'psychiatric-evaluation': 'Falta la evaluación psiquiátrica',
  'admission-order': 'Falta la orden de ingreso',
  'certification-of-need': 'Falta la certificación de necesidad',
  'advance-directive': 'No se preguntó por las voluntades anticipadas',
  'important-message-from-medicare': 'Falta el aviso importante de Medicare',
  'observation-notice': 'Falta el aviso de observación (MOON)',
  'emergency-record': 'Falta el registro de urgencias',
  'consultation-report': 'Falta el informe de interconsulta',
  'progress-note-gap': 'Día sin nota de evolución',
  'restraint-face-to-face': 'Falta la evaluación en persona tras la contención',
  'restraint-renewal': 'Orden de contención sin renovar',
  'missing-consent': 'Falta el consentimiento',
  'pre-anaesthesia-evaluation': 'Falta la evaluación antes de la anestesia',
  'anaesthesia-record': 'Falta el registro de anestesia',
  'post-anaesthesia-evaluation': 'Falta la evaluación después de la anestesia',
  'brief-operative-note': 'Falta la nota operatoria breve',
  'operative-report': 'Falta el informe operatorio',
  'pathology-report': 'Falta el informe de anatomía patológica',
  'discharge-summary': 'Falta el informe de alta',
  'discharge-instructions': 'Faltan las instrucciones al alta',
  'transfer-form': 'Falta el formulario de traslado',
  'against-advice-form': 'Falta el formulario de alta voluntaria',
  'death-note': 'Falta la nota de fallecimiento',
  'autopsy-report': 'Falta el informe de autopsia',
  'missing-diagnosis': 'Falta el diagnóstico final',
  'unsigned-document': 'Documento sin firmar',
  'undated-document': 'Documento sin fecha u hora',
  'missing-cosignature': 'Falta la segunda firma',
  'unsigned-order': 'Orden sin firmar',
  'unsigned-verbal-order': 'Orden verbal sin autenticar',
  'dictated-not-transcribed': 'Dictado sin transcribir',
  'copied-text': 'La nota copia otra anterior',
  'conflicting-text': 'Los lados no coinciden',
  'unanswered-query': 'Consulta sin responder',
  'scan-quality': 'El escaneado no se puede leer',
  'misfiled-document': 'Documento de otro paciente o encuentro',
  'telehealth-elements': 'Falta lugar, consentimiento o modalidad de la videoconsulta',
  'no-clinician': 'No se conoce al médico responsable',
  'no-admission': 'El encuentro no tiene comienzo',
  'ends-before-it-begins': 'El encuentro termina antes de empezar',
  'overlapping-encounters': 'Dos estancias de un paciente se solapan',
  'dated-before-birth': 'Un documento es anterior al nacimiento',
  'dated-in-the-future': 'Un documento es del futuro',
  'merged-patient': 'El paciente del encuentro se fusionó con otro',
};

/** Undefined: there is no such type. */
export function useTypeWords(): (code: string) => string | undefined {
  const { i18n } = useTranslation();
  return (code) =>
    (i18n.language === 'es' ? es[code] : undefined) ?? deficiencyType(code)?.display ?? chartProblems[code];
}

/** Why a rule asks for it. */
export function useExplanation(): (text: string | undefined) => string | undefined {
  const { i18n } = useTranslation();
  return (text) => (i18n.language === 'es' ? explanationsEs[text ?? ''] : undefined) ?? text;
}
