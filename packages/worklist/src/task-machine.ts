/** What may happen to a task of one kind: its states are those of FHIR, https://hl7.org/fhir/R4/task.html#statemachine */
import type { NamedPermission } from '@charthouse/access';

export type TaskStatus =
  | 'draft'
  | 'requested'
  | 'received'
  | 'accepted'
  | 'rejected'
  | 'ready'
  | 'cancelled'
  | 'in-progress'
  | 'on-hold'
  | 'failed'
  | 'completed'
  | 'entered-in-error';

/** What has to be given with a move: who takes it, why, or what came of it. */
export type Given = 'owner' | 'statusReason' | 'output';

/** One act of a person: also the word of its button. */
export interface Move {
  readonly id: string;
  readonly from: readonly TaskStatus[];
  readonly to: TaskStatus;
  /** Who may; absent: whoever may write the task. */
  readonly needs?: NamedPermission;
  readonly given?: readonly Given[];
  /** Elements that it takes away. */
  readonly clears?: readonly Given[];
}

export interface TaskMachine {
  readonly id: string;
  /** Codes of `Task.code`, in `system`, of which tasks it rules. */
  readonly system: string;
  readonly codes: readonly string[];
  /** In which states a task may begin. */
  readonly starts: readonly TaskStatus[];
  readonly moves: readonly Move[];
}
