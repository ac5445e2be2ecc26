/** In what state a deficiency is: a sign, a word and a colour, so that none of them stands alone. Late, and too late, are two things. */
import type { Task } from 'fhir/r4';
import { useTechnicianWords } from '../words/use-technician-words.ts';
import { dueOf, isIncurable, isOpen } from './task-facts.ts';

const shown = {
  draft: ['◇', 'proposed'],
  requested: ['○', 'assigned'],
  'in-progress': ['◐', 'claimed'],
  'on-hold': ['‖', 'waiting'],
  ready: ['◕', 'check'],
  rejected: ['↩', 'declined'],
  completed: ['●', 'done'],
  failed: ['■', 'notObtainable'],
  cancelled: ['–', 'dropped'],
} as const;

export function StateMark({ task }: { readonly task: Task }) {
  const { item } = useTechnicianWords();
  const [sign, word] = shown[task.status as keyof typeof shown] ?? ['○', 'assigned'];
  return (
    <span className="state-mark" data-state={task.status}>
      <span aria-hidden>{sign}</span> {isIncurable(task) ? item.incurable : item[word]}
    </span>
  );
}

/** The record's clock of one deficiency: what is left, or how late it is. Nothing for what has ended. */
export function DueMark({ task }: { readonly task: Task }) {
  const { item } = useTechnicianWords();
  const length = useLength();
  if (!isOpen(task)) return null;
  const due = dueOf(task);
  if (due === undefined) return <span className="soft">{item.noDue}</span>;
  const left = due - Date.now();
  if (left < 0)
    return (
      <span className="time-past">
        <span aria-hidden>▲ </span>
        {item.overdue(length(-left))}
      </span>
    );
  return <span className={left < day ? 'time-soon' : ''}>{item.due(length(left))}</span>;
}

const hour = 3_600_000;
const day = 24 * hour;

/** `3 days`, `5 hours` */
export function useLength(): (span: number) => string {
  const { item } = useTechnicianWords();
  return (span) => (span < day ? item.hours(Math.ceil(span / hour)) : item.days(Math.floor(span / day)));
}
