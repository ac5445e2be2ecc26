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

/** What has to be given with a move: who takes it, why, what came of it, or the worklist it goes to. */
export type Given = 'owner' | 'statusReason' | 'output' | 'list';

/** One act of a person: also the word of its button. */
export interface Move {
  readonly id: string;
  readonly from: readonly TaskStatus[];
  /** Absent: the state stays, what is given changes. */
  readonly to?: TaskStatus;
  /** Who may; absent: whoever may write the task. */
  readonly needs?: NamedPermission;
  readonly given?: readonly Given[];
  /** Elements that it takes away. */
  readonly clears?: readonly Exclude<Given, 'list'>[];
  /** It cannot be taken back: something outside the task has happened, such as a signature or a disclosure. */
  readonly isFinal?: true;
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
