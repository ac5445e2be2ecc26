/** What the columns of reports are called, and words that stand in them. */
import type { Said } from './report.ts';

export const fields: Readonly<Record<string, Said>> = {
  encounter: { en: 'Encounter', es: 'Encuentro' },
  patient: { en: 'Patient', es: 'Paciente' },
  discharged: { en: 'Discharged', es: 'Alta' },
  service: { en: 'Service', es: 'Servicio' },
  state: { en: 'State', es: 'Estado' },
  days: { en: 'Days', es: 'Días' },
  what: { en: 'Type', es: 'Tipo' },
  clinician: { en: 'Clinician', es: 'Clínico' },
  due: { en: 'Due', es: 'Vence' },
  done: { en: 'Done', es: 'Hecho' },
  month: { en: 'Month', es: 'Mes' },
  level: { en: 'Level', es: 'Nivel' },
  title: { en: 'Notice', es: 'Aviso' },
  channel: { en: 'Channel', es: 'Canal' },
  sent: { en: 'Sent', es: 'Enviado' },
  seen: { en: 'Seen', es: 'Visto' },
  deficiencies: { en: 'Deficiencies', es: 'Deficiencias' },
  document: { en: 'Document type', es: 'Tipo de documento' },
  reference: { en: 'Document', es: 'Documento' },
  source: { en: 'Source', es: 'Origen' },
  date: { en: 'Date', es: 'Fecha' },
  closed: { en: 'Closed', es: 'Cerrada' },
  minutes: { en: 'Minutes', es: 'Acta' },
  reason: { en: 'Reason', es: 'Motivo' },
  diagnosis: { en: 'Diagnosis', es: 'Diagnóstico' },
  operation: { en: 'Operation', es: 'Operación' },
};

/** Of fields whose values are codes of ours. */
export const states: Readonly<Record<string, Said>> = {
  'not-received': { en: 'not received', es: 'no recibida' },
  received: { en: 'received', es: 'recibida' },
  'in-time': { en: 'in time', es: 'a tiempo' },
  late: { en: 'late', es: 'tarde' },
  missing: { en: 'missing', es: 'falta' },
  error: { en: 'filed wrongly', es: 'mal archivado' },
  filed: { en: 'filed', es: 'archivado' },
  attended: { en: 'attended', es: 'atendió' },
  operated: { en: 'operated', es: 'operó' },
};
