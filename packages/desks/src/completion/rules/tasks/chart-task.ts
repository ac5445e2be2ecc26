/** The state of a chart as a Task: discharged, received, analysed, incomplete, awaiting re-analysis, complete, reopened; who and when. */
import type { Resource } from '@charthouse/fhir-model';
import type { Chart } from '../chart.ts';
import { codingsOf, objects } from '../reading/elements.ts';
import { chartStates, keySystem, taskSystem } from './codes.ts';
import { reasonOf } from './task-of.ts';

/** State of a chart -> state of its task. */
export const statusOfChart = {
  'not-received': 'requested',
  received: 'received',
  incomplete: 'in-progress',
  'awaiting-re-analysis': 'ready',
  complete: 'completed',
  reopened: 'in-progress',
  'discharge-cancelled': 'on-hold',
  retired: 'cancelled',
} as const;

export type ChartState = keyof typeof statusOfChart;

export interface ChartNow {
  readonly chart: Chart;
  /** Deficiencies that are still to be completed. */
  readonly open: number;
  /** ISO 8601 */
  readonly now: string;
  /** A technician has just looked. */
  readonly analysed?: true;
  /** Who acts; absent: the rules. */
  readonly by?: { readonly reference?: string; readonly name: string };
}

/** The task as it should be; undefined: there is none to be, or it stays. */
export function chartTask(task: Resource | undefined, at: ChartNow): Resource | undefined {
  const before = task && stateOf(task);
  const state = nextState(before, { ...at, isByPerson: task !== undefined && isByPerson(task) });
  if (state === undefined || (state === before && !at.analysed)) return undefined;
  const { chart, now, by } = at;
  const author =
    by?.reference === undefined
      ? { authorString: by?.name ?? 'rules' }
      : { authorReference: { reference: by.reference } };
  const note = { ...author, time: now, text: state };
  const ended =
    state === 'discharge-cancelled' || state === 'retired'
      ? reasonOf(state === 'retired' ? 'no-longer-applies' : state)
      : undefined;
  const begun: Resource = task ?? {
    resourceType: 'Task',
    identifier: [{ system: keySystem, value: `${chart.encounter}|chart` }],
    intent: 'order',
    code: { coding: [{ system: taskSystem, code: 'chart' }] },
    description: 'Chart',
    focus: { reference: chart.encounter },
    for: { reference: chart.patient },
    encounter: { reference: chart.encounter },
    authoredOn: new Date(chart.discharged ?? 0).toISOString(),
  };
  const { statusReason: _, ...rest } = begun;
  return {
    ...rest,
    resourceType: 'Task',
    status: statusOfChart[state],
    ...(ended && { statusReason: ended }),
    businessStatus: { coding: [{ system: chartStates, code: state }] },
    note: [...objects(begun.note), note],
    ...(state === 'complete' && { output: [{ type: { text: 'complete' }, valueDateTime: now }] }),
  };
}

/** What the status of the task says holds: who moves many at once changes that alone. */
export function stateOf({ businessStatus, status }: Resource): ChartState | undefined {
  const code = codingsOf(businessStatus).find(({ system }) => system === chartStates)?.code as ChartState | undefined;
  if (code !== undefined && statusOfChart[code] === status) return code;
  return (Object.keys(statusOfChart) as ChartState[]).find((state) => statusOfChart[state] === status);
}

/** A person said so, and not the rules. */
function isByPerson(task: Resource): boolean {
  const last = objects(task.note).at(-1);
  return last?.authorString !== 'rules' || last.text !== stateOf(task);
}

interface Seen extends ChartNow {
  readonly isByPerson: boolean;
}

function nextState(
  before: ChartState | undefined,
  { chart, open, analysed, isByPerson }: Seen,
): ChartState | undefined {
  const { status, discharged, documents } = chart;
  if (status === 'cancelled' || status === 'entered-in-error') return before && 'retired';
  if (discharged === undefined || status === 'in-progress')
    return before && before !== 'retired' ? 'discharge-cancelled' : undefined;
  const isReceived = documents.some(({ isEarlier }) => !isEarlier);
  if (analysed) return open > 0 ? 'incomplete' : 'complete';
  if (before === 'complete') return open > 0 ? 'reopened' : before;
  if (before === 'incomplete' || before === 'reopened') return open > 0 ? before : 'awaiting-re-analysis';
  if (before === 'awaiting-re-analysis') return open > 0 ? 'incomplete' : before;
  const stays = isByPerson && (before === 'received' || before === 'retired');
  if (isReceived) return 'received';
  return stays ? before : 'not-received';
}
