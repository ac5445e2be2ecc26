/** What one person has taken, or was given, of every list. */
import type { Desk } from '../desk.ts';
import { work } from '../machines/work.ts';

export const mine: Desk = {
  id: 'mine',
  machines: [work],
  lists: [
    {
      id: 'mine/tasks',
      query: [
        ['owner:identifier', '{me}'],
        ['status', 'requested,received,accepted,ready,in-progress,on-hold'],
      ],
      sort: 'due',
      columns: ['patient', 'what', 'due', 'status'],
    },
  ],
  words: {
    en: {
      title: 'Mine',
      lists: {
        tasks: {
          title: 'My tasks',
          empty: 'Nothing is yours now. What you take, or are given, appears here.',
          why: 'It is yours: you took it, or somebody gave it to you.',
        },
      },
      kinds: { 'to-do': 'To do' },
    },
    es: {
      title: 'Lo mío',
      lists: {
        tasks: {
          title: 'Mis tareas',
          empty: 'Ahora no tiene nada. Aquí aparece lo que toma o le asignan.',
          why: 'Es suya: la tomó, o alguien se la asignó.',
        },
      },
      kinds: { 'to-do': 'Por hacer' },
    },
  },
};
