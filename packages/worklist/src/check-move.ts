/** Whether a task may become what somebody wants it to be. */
import type { NamedPermission } from '@charthouse/access';
import { isObject, type JsonObject, type JsonValue } from '@charthouse/fhir-model';
import { placementOf } from './place.ts';
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
  /** A move is taken back: the way of a move, from its end to where it began. */
  readonly isUndo?: boolean | undefined;
}

/** What the task is about does not change: another matter is another task. */
const fixed = ['code', 'for', 'focus'];

/** Every reason against it; none: it may. */
export function refusalsOf(machine: TaskMachine, asked: Asked): Refusal[] {
  const { before, after } = asked;
  if (!before) return begins(machine, after);
  const changed = fixed.filter((element) => !isSame(before[element], after[element]));
  const refused = changed.map((element) => ruled(element, `${element} of a task does not change: make another task.`));
  if (asked.isUndo) return [...refused, ...undoes(machine, { ...asked, before })];
  if (before.status !== after.status) return [...refused, ...moves(machine, { ...asked, before })];
  return [...refused, ...stays(machine, { ...asked, before })];
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

type Changed = Asked & { readonly before: JsonObject };

function moves(machine: TaskMachine, { before, after, may }: Changed): Refusal[] {
  const leaving = machine.moves.filter(
    ({ from, to }) => to !== undefined && from.includes(before.status as TaskStatus),
  );
  const fitting = leaving.filter(({ to }) => to === after.status);
  if (fitting.length === 0) return [ruled('status', nowhere(before.status, leaving))];
  const open = fitting.filter((move) => isOpen(move, may));
  if (open.length === 0) return [closed(fitting)];
  const lacking = open.map((move) => (move.given ?? []).filter((given) => !isGiven(given, after)));
  const least = lacking.sort((a, b) => a.length - b.length)[0] ?? [];
  return least.map((given) => ruled(given, words[given]));
}

/** Whose it is and in which list changes by a move as well, though the state stays. */
function stays(machine: TaskMachine, { before, after, may }: Changed): Refusal[] {
  return (['owner', 'list'] as const).flatMap((given) => {
    if (isSame(givenIn(given, before), givenIn(given, after))) return [];
    const fitting = machine.moves.filter(
      (move) => move.to === undefined && move.given?.includes(given) && move.from.includes(before.status as TaskStatus),
    );
    const element = given === 'list' ? 'meta.tag' : given;
    if (fitting.length === 0)
      return [ruled(element, `The ${given} of a task that is ${String(before.status)} does not change by itself.`)];
    if (!fitting.some((move) => isOpen(move, may))) return [closed(fitting, element)];
    return isGiven(given, after) ? [] : [ruled(element, words[given])];
  });
}

function undoes(machine: TaskMachine, { before, after, may }: Changed): Refusal[] {
  const back = machine.moves.filter(
    ({ from, to }) => (to ?? after.status) === before.status && from.includes(after.status as TaskStatus),
  );
  const fitting = back.filter(({ isFinal }) => !isFinal);
  if (fitting.length === 0)
    return [ruled('status', `What made the task ${String(before.status)} cannot be taken back.`)];
  return fitting.some((move) => isOpen(move, may)) ? [] : [closed(fitting)];
}

const isOpen = ({ needs }: Move, may: Asked['may']) => needs === undefined || may(needs);

const words: Readonly<Record<Given, string>> = {
  owner: 'Say who takes it: Task.owner.',
  statusReason: 'Say why: Task.statusReason.',
  output: 'Say what came of it: Task.output.',
  list: 'Say which list it goes to: a tag in Task.meta.tag.',
};

function begins({ starts }: TaskMachine, { status }: JsonObject): Refusal[] {
  if (starts.includes(status as TaskStatus)) return [];
  return [ruled('status', `A task of this kind begins as ${starts.join(' or ')}, not as ${String(status)}.`)];
}

function nowhere(status: unknown, leaving: readonly Move[]): string {
  const ways = [...new Set(leaving.map(({ to }) => to))];
  if (ways.length === 0) return `The task is ${String(status)}: that is an end.`;
  return `From ${String(status)} a task of this kind becomes ${ways.join(', ')}.`;
}

function closed(fitting: readonly Move[], element = 'status'): Refusal {
  const needs = [...new Set(fitting.map((move) => move.needs))].join(' or ');
  return { kind: 'forbidden', element, words: `This move needs the permission ${needs}.` };
}

const ruled = (element: string, text: string): Refusal => ({ kind: 'business-rule', element, words: text });

function givenIn(given: Given, task: JsonObject): JsonValue | undefined {
  return given === 'list' ? placementOf(task)?.code : task[given];
}

function isGiven(given: Given, task: JsonObject): boolean {
  const value = givenIn(given, task);
  if (typeof value === 'string') return value !== '';
  if (Array.isArray(value)) return value.length > 0;
  return isObject(value) && Object.keys(value).length > 0;
}

function isSame(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
