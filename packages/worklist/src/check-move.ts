/** Whether a task may become what somebody wants it to be. */
import type { NamedPermission } from '@charthouse/access';
import { isObject, type JsonObject, type JsonValue } from '@charthouse/fhir-model';
import type { Given, Move, TaskMachine, TaskStatus } from './task-machine.ts';

export interface Refusal {
  /** `forbidden`: somebody else may; `business-rule`: nobody may, so. */
  readonly kind: 'forbidden' | 'business-rule';
  /** Element of the task that it is about. */
  readonly element: string;
  readonly words: string;
}

interface Asked {
  /** Absent: it is new. */
  readonly before?: JsonObject | undefined;
  readonly after: JsonObject;
  /** Whether who asks has a named permission. */
  readonly may: (permission: NamedPermission) => boolean;
}

/** What the task is about does not change: another matter is another task. */
const fixed = ['code', 'for', 'focus'];

/** Every reason against it; none: it may. */
export function refusalsOf(machine: TaskMachine, { before, after, may }: Asked): Refusal[] {
  if (!before) return begins(machine, after);
  const changed = fixed.filter((element) => JSON.stringify(before[element]) !== JSON.stringify(after[element]));
  const refused = changed.map((element) => ruled(element, `${element} of a task does not change: make another task.`));
  if (before.status === after.status) return refused;
  const moves = machine.moves.filter(({ from }) => from.includes(before.status as TaskStatus));
  const fitting = moves.filter(({ to }) => to === after.status);
  if (fitting.length === 0) return [...refused, ruled('status', nowhere(before.status, moves))];
  const open = fitting.filter(({ needs }) => needs === undefined || may(needs));
  if (open.length === 0) return [...refused, closed(fitting)];
  const lacking = open.map((move) =>
    (move.given ?? []).filter((given) => !isGiven(after[given] as JsonValue | undefined)),
  );
  const least = lacking.sort((a, b) => a.length - b.length)[0] ?? [];
  return [...refused, ...least.map((given) => ruled(given, words[given]))];
}

/** The moves that somebody could make now. */
export function openMoves(
  machine: TaskMachine,
  status: string,
  may: (permission: NamedPermission) => boolean,
): readonly Move[] {
  return machine.moves.filter(
    ({ from, needs }) => from.includes(status as TaskStatus) && (needs === undefined || may(needs)),
  );
}

const words: Readonly<Record<Given, string>> = {
  owner: 'Say who takes it: Task.owner.',
  statusReason: 'Say why: Task.statusReason.',
  output: 'Say what came of it: Task.output.',
};

function begins({ starts }: TaskMachine, { status }: JsonObject): Refusal[] {
  if (starts.includes(status as TaskStatus)) return [];
  return [ruled('status', `A task of this kind begins as ${starts.join(' or ')}, not as ${String(status)}.`)];
}

function nowhere(status: unknown, moves: readonly Move[]): string {
  const ways = [...new Set(moves.map(({ to }) => to))];
  if (ways.length === 0) return `The task is ${String(status)}: that is an end.`;
  return `From ${String(status)} a task of this kind becomes ${ways.join(', ')}.`;
}

function closed(moves: readonly Move[]): Refusal {
  const needs = [...new Set(moves.map((move) => move.needs))].join(' or ');
  return { kind: 'forbidden', element: 'status', words: `This move needs the permission ${needs}.` };
}

const ruled = (element: string, text: string): Refusal => ({ kind: 'business-rule', element, words: text });

function isGiven(value: JsonValue | undefined): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return isObject(value) && Object.keys(value).length > 0;
}
