/** What the committee may close: deficiencies that nobody can complete any more come first; what it closed, with its minutes. */
import type { Task } from 'fhir/r4';
import { reasons } from '../../rules/tasks/codes.ts';
import { codeOf, dueOf, isOpen, textIn } from '../work/task-facts.ts';

/** `Task.output` of what the committee closed, as `$close-by-committee` writes it. */
const closure = 'committee-closure';

/** Where the committee's decision is written; undefined: it did not close this. */
export const minutesOf = ({ output = [] }: Task): string | undefined =>
  output.find(({ type }) => codeOf(type) === closure)?.valueString;

export const isCloseable = (task: Task) => minutesOf(task) === undefined && (isOpen(task) || task.status === 'failed');

/** Not obtainable, declined, or with nobody to ask. */
export const isBeyondAnybody = (task: Task) =>
  task.status === 'failed' ||
  task.status === 'rejected' ||
  textIn(task, 'owner-note') !== undefined ||
  (task.statusReason?.coding?.some(({ system, code }) => system === reasons && code === 'has-left') ?? false);

/** The effect of closing these, before it happens. */
export function effectOf(tasks: readonly Task[], now: number) {
  return {
    count: tasks.length,
    charts: new Set(tasks.map(({ encounter }) => encounter?.reference)).size,
    late: tasks.filter((task) => (dueOf(task) ?? now) < now).length,
  };
}

/** As the task stands when a closure is taken back: open, with why; its notes keep what was decided. */
export function reopened(task: Task, why: string): Partial<Task> {
  const output = task.output?.filter(({ type }) => codeOf(type) !== closure);
  return { status: 'requested', statusReason: { text: why }, output: output?.length ? output : undefined };
}
