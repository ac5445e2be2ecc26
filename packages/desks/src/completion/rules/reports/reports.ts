/** The reports of record completion, one declaration each; where their facts come from is in `server/reports`. */
import type { Fact, Measure, Report } from './report.ts';

const all = (en: string, es: string): Measure => ({ id: 'all', title: { en, es } });
const where = (id: string, [en, es]: readonly [string, string], counts: (fact: Fact) => boolean): Measure => ({
  ...{ id, title: { en, es }, counts },
});
const is = (field: string, value: string) => (fact: Fact) => fact[field] === value;
const days = (from: number, to: number) => (fact: Fact) => Number(fact.days) >= from && Number(fact.days) <= to;

export const reports: readonly Report[] = [
  {
    id: 'unanalysed',
    title: { en: 'Charts not analysed, by discharge date', es: 'Historias sin analizar, por fecha de alta' },
    formula: {
      en: 'Charts of finished encounters whose state is now not received or received: nobody has analysed them yet. Source: Task of the chart.',
      es: 'Historias de encuentros terminados cuyo estado es ahora no recibida o recibida: nadie las analizó aún. Fuente: Task de la historia.',
    },
    isNow: true,
    by: ['discharged', 'service'],
    measures: [
      where('not-received', ['Not received', 'No recibidas'], is('state', 'not-received')),
      where('received', ['Received', 'Recibidas'], is('state', 'received')),
      all('Not analysed', 'Sin analizar'),
    ],
    fields: ['encounter', 'patient', 'discharged', 'service', 'state', 'days'],
  },
  {
    id: 'ageing',
    title: { en: 'Ageing of open deficiencies', es: 'Antigüedad de las deficiencias abiertas' },
    formula: {
      en: 'Deficiencies that are open now, by local days since discharge, or since they arose while the patient is in house: 0-30, 31-60, 61-90, more than 90. Proposals count as nobody’s. Source: Task of the deficiency.',
      es: 'Deficiencias abiertas ahora, por días locales desde el alta, o desde que surgieron mientras el paciente está ingresado: 0-30, 31-60, 61-90, más de 90. Fuente: Task de la deficiencia.',
    },
    isNow: true,
    by: ['clinician', 'service', 'what'],
    measures: [
      where('to-30', ['0-30 days', '0-30 días'], days(Number.NEGATIVE_INFINITY, 30)),
      where('to-60', ['31-60 days', '31-60 días'], days(31, 60)),
      where('to-90', ['61-90 days', '61-90 días'], days(61, 90)),
      where('over-90', ['Over 90 days', 'Más de 90 días'], days(91, Number.POSITIVE_INFINITY)),
      all('All', 'Todas'),
    ],
    fields: ['encounter', 'patient', 'what', 'clinician', 'service', 'due', 'days'],
  },
  {
    id: 'timeliness',
    title: { en: 'Timeliness', es: 'Puntualidad' },
    formula: {
      en: 'Of what rules asked for in encounters that ended in the period and was due until now: done until its due date / all that was due. History and physical, operative report and discharge summary count when they were written, verbal and written orders when they were signed. Source: the charts and the rules in force on the day of admission.',
      es: 'De lo que las reglas pedían en los encuentros terminados en el periodo y ya venció: hecho hasta su vencimiento / todo lo vencido. Historia y exploración, informe operatorio e informe de alta cuentan cuando se escribieron; las órdenes verbales y escritas, cuando se firmaron. Fuente: las historias y las reglas vigentes el día del ingreso.',
    },
    by: ['what', 'clinician', 'service', 'month'],
    measures: [
      all('Due', 'Vencidas'),
      where('in-time', ['In time', 'A tiempo'], is('state', 'in-time')),
      where('late', ['Late', 'Tarde'], is('state', 'late')),
      where('missing', ['Missing', 'Faltan'], is('state', 'missing')),
      { id: 'percent', title: { en: 'In time, %', es: 'A tiempo, %' }, share: ['in-time', 'all'] },
    ],
    fields: ['encounter', 'patient', 'what', 'clinician', 'service', 'due', 'done', 'state'],
  },
  {
    id: 'notices',
    title: { en: 'Notice history', es: 'Historial de avisos' },
    formula: {
      en: 'Notices that were sent in the period, and of those the ones that were seen. Source: Communication.',
      es: 'Avisos enviados en el periodo y, de ellos, los vistos. Fuente: Communication.',
    },
    by: ['clinician', 'level', 'channel', 'month'],
    measures: [
      all('Sent', 'Enviados'),
      where('seen', ['Seen', 'Vistos'], ({ seen }) => seen !== ''),
      where('not-seen', ['Not seen', 'No vistos'], is('seen', '')),
    ],
    fields: ['clinician', 'level', 'title', 'channel', 'sent', 'seen', 'deficiencies'],
  },
  {
    id: 'index-errors',
    title: { en: 'Index error rate', es: 'Tasa de errores de indización' },
    formula: {
      en: 'Documents dated in the period that were filed wrongly (found to be of another patient or encounter, or entered in error) / all documents dated in the period. Source: DocumentReference, Task of the type misfiled-document.',
      es: 'Documentos fechados en el periodo mal archivados (de otro paciente o encuentro, o introducidos por error) / todos los documentos fechados en el periodo. Fuente: DocumentReference, Task del tipo misfiled-document.',
    },
    by: ['document', 'source', 'month'],
    measures: [
      all('Documents', 'Documentos'),
      where('errors', ['Errors', 'Errores'], is('state', 'error')),
      { id: 'percent', title: { en: 'Error rate, %', es: 'Tasa de errores, %' }, share: ['errors', 'all'] },
    ],
    fields: ['document', 'reference', 'patient', 'source', 'date', 'state'],
  },
  {
    id: 'committee',
    title: { en: 'Committee closures', es: 'Cierres por el comité' },
    formula: {
      en: 'Deficiencies that the committee closed as not obtainable in the period; those past due when they were closed are late and stay so. Source: Task with the output committee-closure.',
      es: 'Deficiencias que el comité cerró como no obtenibles en el periodo; las vencidas al cerrarse quedan como tardías. Fuente: Task con la salida committee-closure.',
    },
    by: ['minutes', 'what', 'clinician', 'month'],
    measures: [all('Closed', 'Cerradas'), where('late', ['Past due', 'Vencidas'], ({ days }) => Number(days) > 0)],
    fields: ['encounter', 'patient', 'what', 'clinician', 'closed', 'minutes', 'reason', 'days'],
  },
  ...indexes(),
];

/** Who was treated for what, with what, by whom. */
function indexes(): Report[] {
  const encounters: Measure = {
    id: 'encounters',
    title: { en: 'Encounters', es: 'Encuentros' },
    distinct: 'encounter',
  };
  const patients: Measure = {
    id: 'patients',
    title: { en: 'Patients', es: 'Pacientes' },
    distinct: 'patientReference',
  };
  return [
    {
      id: 'disease-index',
      title: { en: 'Disease index', es: 'Índice de enfermedades' },
      formula: {
        en: 'Diagnoses of encounters that ended in the period, by code: encounters and patients, each once. Source: Condition, Encounter.diagnosis.',
        es: 'Diagnósticos de encuentros terminados en el periodo, por código: encuentros y pacientes, cada uno una vez. Fuente: Condition, Encounter.diagnosis.',
      },
      by: ['diagnosis', 'service'],
      measures: [encounters, patients],
      fields: ['diagnosis', 'patient', 'encounter', 'discharged', 'clinician', 'service'],
    },
    {
      id: 'operation-index',
      title: { en: 'Operation index', es: 'Índice de operaciones' },
      formula: {
        en: 'Operations in encounters that ended in the period, by code. Source: Procedure of the category surgical procedure.',
        es: 'Operaciones en encuentros terminados en el periodo, por código. Fuente: Procedure de la categoría procedimiento quirúrgico.',
      },
      by: ['operation', 'clinician', 'service'],
      measures: [all('Operations', 'Operaciones'), patients],
      fields: ['operation', 'date', 'patient', 'encounter', 'clinician', 'service'],
    },
    {
      id: 'physician-index',
      title: { en: 'Physician index', es: 'Índice de médicos' },
      formula: {
        en: 'Encounters that ended in the period by attending, and operations in them by who performed them. Source: Encounter.participant, Procedure.performer.',
        es: 'Encuentros terminados en el periodo por médico responsable, y sus operaciones por quien las hizo. Fuente: Encounter.participant, Procedure.performer.',
      },
      by: ['clinician', 'service'],
      measures: [
        where('attended', ['Attended', 'Atendidos'], is('state', 'attended')),
        where('operated', ['Operations', 'Operaciones'], is('state', 'operated')),
        patients,
      ],
      fields: ['clinician', 'state', 'patient', 'encounter', 'operation', 'discharged', 'service'],
    },
  ];
}
