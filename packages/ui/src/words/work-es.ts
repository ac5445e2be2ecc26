/** Las palabras de las listas de trabajo. */
import { columnWords } from '@charthouse/worklist';
import type { Words } from './en.ts';

export const workEs: Words['work'] = {
  ...columnWords.es,
  title: 'Listas de trabajo',
  nobody: 'nadie',
  claim: 'Tomarla',
  release: 'Devolverla',
  pend: 'Aplazar',
  finish: 'Terminar',
  ask: 'Enviar',
  decline: 'Rechazar',
  cancel: 'Cancelar la tarea',
  reopen: 'Reabrir',
  why: 'Por qué',
  result: 'Qué resultó',
  late: '{{time}} de retraso',
  left: 'en {{time}}',
  hours: '{{count}} h',
  days: '{{count}} d',
  openChart: 'Abrir la historia',
  ended: 'Esta tarea ha terminado.',
  changed: 'Otra persona cambió esta tarea hace un momento. Se muestra como está ahora; mírela y decida de nuevo.',
  requested: 'en espera',
  'in-progress': 'en curso',
  'on-hold': 'aplazada',
  completed: 'hecha',
  rejected: 'rechazada',
  cancelled: 'cancelada',
  draft: 'borrador',
  pick: 'Elija una fila, o pulse Intro sobre ella.',
};
