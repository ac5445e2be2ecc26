/** What this desk brings to the worklists: lists, states of its tasks, words. */
import { type Desk, openHere, type Worklist } from '@charthouse/worklist';
import { chartMachine, checkMachine, deficiencyMachine, suspensionMachine } from './tasks/machines.ts';

const deficiency = ['code', 'https://charthouse.dev/fhir/CodeSystem/task|deficiency'] as const;

const chart = ['code', 'https://charthouse.dev/fhir/CodeSystem/task|chart'] as const;

const lists: readonly Worklist[] = [
  {
    id: 'completion/charts',
    needs: 'completion.analyse',
    takes: ['chart'],
    query: [
      ['_tag', '{here}'],
      ['status', 'received,ready'],
    ],
    sort: 'authored-on',
    columns: ['patient', 'since', 'status', 'owner', 'reason'],
    ages: { amber: 24, red: 48 },
  },
  {
    id: 'completion/missing',
    needs: 'completion.analyse',
    query: [chart, ['status', 'requested,on-hold']],
    sort: 'authored-on',
    columns: ['patient', 'since', 'status', 'owner', 'reason'],
    ages: { amber: 24, red: 48 },
  },
  {
    id: 'completion/incomplete',
    needs: 'completion.analyse',
    query: [chart, ['status', 'in-progress']],
    sort: 'authored-on',
    columns: ['patient', 'since', 'status', 'owner', 'reason'],
    ages: { amber: 336, red: 720 },
  },
  {
    id: 'completion/deficiencies',
    needs: 'completion.analyse',
    takes: ['deficiency'],
    query: [
      ['_tag', '{here}'],
      ['status', 'draft,requested,in-progress,on-hold,ready,rejected'],
    ],
    sort: 'due',
    columns: ['patient', 'what', 'due', 'owner', 'status'],
  },
  {
    id: 'completion/declined',
    needs: 'completion.analyse',
    query: [deficiency, ['status', 'rejected,ready']],
    sort: 'due',
    columns: ['patient', 'what', 'due', 'owner', 'status'],
  },
  {
    id: 'completion/problems',
    needs: 'completion.analyse',
    takes: ['check-chart'],
    query: openHere,
    sort: 'authored-on',
    columns: ['patient', 'what', 'since', 'owner', 'status'],
    ages: { amber: 24, red: 72 },
  },
  {
    id: 'completion/inbox',
    needs: 'completion.sign',
    query: [deficiency, ['owner', '{self}'], ['status', 'requested,in-progress,on-hold']],
    sort: 'due',
    columns: ['patient', 'what', 'due', 'status'],
  },
  {
    id: 'completion/suspensions',
    needs: 'completion.approve',
    takes: ['suspension'],
    query: openHere,
    sort: 'authored-on',
    columns: ['what', 'since', 'due', 'asked-by', 'status'],
  },
];

export const completionDesk: Desk = {
  id: 'completion',
  machines: [deficiencyMachine, chartMachine, checkMachine, suspensionMachine],
  lists,
  words: {
    en: {
      title: 'Completion',
      lists: {
        charts: {
          title: 'Charts to analyse',
          empty: 'Nothing to analyse.',
          why: 'The chart was received, or everything in it was completed: somebody has to look.',
        },
        missing: {
          title: 'Charts not received',
          empty: 'Every chart was received.',
          why: 'The patient was discharged and no chart has come, or the discharge was cancelled.',
        },
        incomplete: {
          title: 'Incomplete charts',
          empty: 'No chart is incomplete.',
          why: 'It was analysed, and something in it is still to be completed.',
        },
        deficiencies: {
          title: 'Deficiencies',
          empty: 'Nothing is missing in any chart.',
          why: 'A rule, or an analyst, found that something is missing or wrong.',
        },
        declined: {
          title: 'Declined, or done and to check',
          empty: 'Nobody declined anything, and nothing waits for a check.',
          why: 'Whoever it was given to declined it, or says that it is done.',
        },
        problems: {
          title: 'Charts that contradict themselves',
          empty: 'No chart contradicts itself.',
          why: 'What the record says of this encounter cannot all be true.',
        },
        inbox: { title: 'My deficiencies', empty: 'Nothing waits for you.', why: 'It was given to you.' },
        suspensions: {
          title: 'Suspensions to decide',
          empty: 'No suspension waits for a decision or is in effect.',
          why: 'The records manager proposed it, or it is in effect.',
        },
      },
      kinds: { deficiency: 'Deficiency', chart: 'Chart', 'check-chart': 'Chart to check', suspension: 'Suspension' },
      moves: {
        give: 'Assign',
        resume: 'Go on',
        done: 'Done: check it',
        'send-back': 'Send back',
        'not-obtainable': 'Not obtainable',
        dismiss: 'Not a deficiency',
        retire: 'Retire by the committee',
        receive: 'Received',
        'not-received': 'Not received',
        incomplete: 'Analysed: incomplete',
        're-analyse': 'To analyse again',
        complete: 'Complete',
        'cancel-discharge': 'The discharge was cancelled',
        approve: 'Approve',
        refuse: 'Refuse',
        enforce: 'In effect now',
        lift: 'Lift',
        withdraw: 'Withdraw',
      },
    },
    es: {
      title: 'Completar historias',
      lists: {
        charts: {
          title: 'Historias por analizar',
          empty: 'Nada por analizar.',
          why: 'Se recibió la historia, o se completó todo lo pendiente: alguien tiene que mirarla.',
        },
        missing: {
          title: 'Historias no recibidas',
          empty: 'Se recibieron todas las historias.',
          why: 'El paciente recibió el alta y no llegó ninguna historia, o se anuló el alta.',
        },
        incomplete: {
          title: 'Historias incompletas',
          empty: 'Ninguna historia está incompleta.',
          why: 'Se analizó y todavía falta completar algo.',
        },
        deficiencies: {
          title: 'Deficiencias',
          empty: 'No falta nada en ninguna historia.',
          why: 'Una regla o un analista encontró que algo falta o está mal.',
        },
        declined: {
          title: 'Rechazadas, o hechas y por comprobar',
          empty: 'Nadie rechazó nada y nada espera comprobación.',
          why: 'Quien la recibió la rechazó o dice que está hecha.',
        },
        problems: {
          title: 'Historias que se contradicen',
          empty: 'Ninguna historia se contradice.',
          why: 'Lo que dice el registro de este encuentro no puede ser todo cierto.',
        },
        inbox: { title: 'Mis deficiencias', empty: 'Nada le espera.', why: 'Se le asignó a usted.' },
        suspensions: {
          title: 'Suspensiones por decidir',
          empty: 'Ninguna suspensión espera decisión ni está en vigor.',
          why: 'La propuso la responsable de historias, o está en vigor.',
        },
      },
      kinds: {
        deficiency: 'Deficiencia',
        chart: 'Historia',
        'check-chart': 'Historia por comprobar',
        suspension: 'Suspensión',
      },
      moves: {
        give: 'Asignar',
        resume: 'Continuar',
        done: 'Hecho: comprobar',
        'send-back': 'Devolver',
        'not-obtainable': 'No se puede obtener',
        dismiss: 'No es una deficiencia',
        retire: 'Retirar por el comité',
        receive: 'Recibida',
        'not-received': 'No recibida',
        incomplete: 'Analizada: incompleta',
        're-analyse': 'Analizar de nuevo',
        complete: 'Completa',
        'cancel-discharge': 'Se anuló el alta',
        approve: 'Aprobar',
        refuse: 'Rechazar',
        enforce: 'En vigor ya',
        lift: 'Levantar',
        withdraw: 'Retirar',
      },
    },
  },
};
