/** The state of a chart as a person changes it: status, the word of the trade, and a note of who and when. */
import type { Me } from '@charthouse/ui';
import type { Task } from 'fhir/r4';
import { type ChartState, statusOfChart } from '../../rules/tasks/chart-task.ts';
import { chartStates } from '../../rules/tasks/codes.ts';

/** @param why for moves that need a reason */
export function chartChange(
  task: Task,
  state: ChartState,
  { me, why }: { readonly me: Me; readonly why?: string },
): Partial<Task> {
  return {
    status: statusOfChart[state],
    businessStatus: { coding: [{ system: chartStates, code: state }] },
    ...(why === undefined ? { statusReason: undefined } : { statusReason: { text: why } }),
    note: [...(task.note ?? []), noteBy(me, why === undefined ? state : `${state}: ${why}`)],
  };
}

export function noteBy({ name, fhirUser }: Me, text: string) {
  const author =
    fhirUser === undefined ? { authorString: name } : { authorReference: { reference: fhirUser, display: name } };
  return { ...author, time: new Date().toISOString(), text };
}
