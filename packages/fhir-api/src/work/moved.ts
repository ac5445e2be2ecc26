/** A task after a move, or why it cannot be made: what a person asks for, for one task or for many. */
import { isObject, type JsonObject, type Resource } from '@charthouse/fhir-model';
import { type Kernel, type Move, openMoves, routedTag, withPlacement } from '@charthouse/worklist';
import type { Inside } from '../interactions/index.ts';

export interface AskedMove {
  /** Id of a move, as the machine of each task has it. */
  readonly move: string;
  /** Why, or what came of it. */
  readonly words?: string | undefined;
  /** A reference: who gets it. */
  readonly owner?: JsonObject | undefined;
  /** Id of the list that it goes to. */
  readonly to?: string | undefined;
  /** ISO 8601. */
  readonly at: string;
}

/** Why a task does not make the move. */
export type NotMoved = 'no-move' | 'not-allowed' | 'changed' | 'gone' | 'refused';

export function moveOf(
  task: Resource,
  id: string,
  { kernel, may }: { kernel: Kernel; may: Inside['may'] },
): Move | NotMoved {
  const machine = kernel.machineOf(task);
  const fitting = machine
    ? openMoves(machine, String(task.status), () => true).find((move) => move.id === id)
    : undefined;
  if (!fitting) return 'no-move';
  return fitting.needs === undefined || may(fitting.needs) ? fitting : 'not-allowed';
}

/** The task as it is after the move. */
export function moved(task: Resource, move: Move, { words = '', owner, to, at }: AskedMove): Resource {
  const { statusReason: _before, ...kept } = task;
  const next: Resource = { ...kept, status: move.to ?? task.status ?? '', lastModified: at } as Resource;
  for (const element of move.clears ?? []) delete next[element];
  const given = move.given ?? [];
  if (given.includes('owner') && owner) next.owner = owner;
  if (given.includes('statusReason') && words) next.statusReason = { text: words };
  if (given.includes('output') && words)
    next.output = [...outputsOf(task), { type: { text: 'finding' }, valueString: words }];
  if (move.to === undefined && task.statusReason) next.statusReason = task.statusReason;
  return given.includes('list') && to ? withPlacement(next, routedTag(to)) : next;
}

function outputsOf({ output }: Resource): JsonObject[] {
  return Array.isArray(output) ? output.filter(isObject) : [];
}
