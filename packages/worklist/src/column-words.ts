/** What the columns of a list are called, on screens and in files. */
import type { WorklistColumn } from './worklist.ts';

export const columnWords: { readonly en: ColumnWords; readonly es: ColumnWords } = {
  en: {
    ...{ patient: 'Patient', what: 'What', 'asked-by': 'By', since: 'Since', due: 'Due' },
    ...{ owner: 'Taken by', status: 'State', priority: 'Priority', reason: 'Why it waits' },
  },
  es: {
    ...{ patient: 'Paciente', what: 'Qué', 'asked-by': 'Por', since: 'Desde', due: 'Vence' },
    ...{ owner: 'Lo tiene', status: 'Estado', priority: 'Prioridad', reason: 'Por qué espera' },
  },
};

type ColumnWords = Readonly<Record<WorklistColumn, string>>;
