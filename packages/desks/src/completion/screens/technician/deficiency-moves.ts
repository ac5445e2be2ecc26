/** What a technician may do with a deficiency, and the task that it becomes. */
import type { Reference, Task, TaskOutput } from 'fhir/r4';
import { deficiencyStates } from '../../rules/tasks/codes.ts';
import { codeOf } from '../work/task-facts.ts';

export type Kind = 'accept' | 'assign' | 'reject' | 'notObtain' | 'sendBack' | 'confirm' | 'reopen';

export interface Asked {
  readonly kind: Kind;
  /** Why, or what completes it. */
  readonly words?: string;
  readonly owner?: Reference;
}

interface Move {
  readonly to?: Task['status'];
  /** Of `deficiencyStates`. */
  readonly state: string;
  readonly gives?: 'owner' | 'statusReason' | 'output';
}

const moves: Readonly<Record<Kind, Move>> = {
  accept: { to: 'requested', state: 'assigned' },
  assign: { state: 'assigned', gives: 'owner' },
  sendBack: { to: 'requested', state: 'assigned', gives: 'owner' },
  reject: { to: 'cancelled', state: 'retired', gives: 'statusReason' },
  notObtain: { to: 'failed', state: 'not-obtainable', gives: 'statusReason' },
  confirm: { to: 'completed', state: 'completed', gives: 'output' },
  reopen: { to: 'requested', state: 'reopened', gives: 'statusReason' },
};

const byStatus: Readonly<Partial<Record<Task['status'], readonly Kind[]>>> = {
  draft: ['accept', 'assign', 'reject', 'notObtain', 'confirm'],
  requested: ['assign', 'reject', 'notObtain', 'confirm'],
  'in-progress': ['assign', 'reject', 'notObtain', 'confirm'],
  'on-hold': ['assign', 'reject', 'notObtain', 'confirm'],
  ready: ['confirm', 'sendBack', 'reject'],
  rejected: ['sendBack', 'reject', 'notObtain', 'confirm'],
  failed: ['reopen'],
  completed: ['reopen'],
  cancelled: ['reopen'],
};
/** Of a contradiction: it is put right, or somebody says why it stays. */
const ofCheck: ReadonlySet<Kind> = new Set<Kind>(['assign', 'reject', 'confirm', 'reopen']);

/** In the order of their buttons. */
export function kindsFor(task: Task): readonly Kind[] {
  const all = byStatus[task.status] ?? [];
  const own = codeOf(task.code) === 'check-chart' ? all.filter((kind) => ofCheck.has(kind)) : all;
  return task.owner ? own : own.filter((kind) => kind !== 'accept');
}

export const givesOf = (kind: Kind) => moves[kind].gives;

export function changeOf(task: Task, { kind, words = '', owner }: Asked): Partial<Task> {
  const { to, state, gives } = moves[kind];
  const begins = kind === 'assign' && task.status === 'draft' ? 'requested' : to;
  const output: TaskOutput[] = [{ type: { text: 'finding' }, valueString: words }];
  return {
    status: begins ?? task.status,
    businessStatus: { coding: [{ system: deficiencyStates, code: state }] },
    statusReason: gives === 'statusReason' ? { text: words } : undefined,
    ...(owner && { owner, executionPeriod: { start: new Date().toISOString() } }),
    ...(gives === 'output' && { output }),
    ...(kind === 'reopen' && { output: undefined }),
  };
}
