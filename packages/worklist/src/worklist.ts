/** What a worklist is: a question about tasks, and what of each is shown. Route, menu, counts, paging, keys, export follow from it. */
import type { NamedPermission } from '@charthouse/access';

/** What a row can show; more are on demand. */
export type WorklistColumn =
  | 'patient'
  | 'what'
  | 'asked-by'
  | 'since'
  | 'due'
  | 'owner'
  | 'status'
  | 'priority'
  | 'reason';

/** What a list can be in the order of; `-` before it: the other way round. */
export type WorklistOrder = 'due' | 'authored-on' | 'priority';
export type WorklistSort = WorklistOrder | `-${WorklistOrder}`;

/** Name and value of a parameter of a search of Task. */
export type TaskParameter = readonly [name: string, value: string];

export interface Worklist {
  /** `desk/list`: its address, and where its words are. */
  readonly id: string;
  /** Who has it in the menu; absent: everyone. */
  readonly needs?: NamedPermission;
  /** Codes of the tasks that come here when no rule places them elsewhere; absent: it shows tasks of other lists. */
  readonly takes?: readonly string[];
  /**
   * Parameters of a search of Task, as in a URL: `code`, `status`, `_tag`, `owner:identifier`, `priority`, `patient`, `due`,
   * `authored-on`. `{me}` is the account of who asks, `{self}` who they are in the record, `{here}` the tag of what is placed in this list.
   */
  readonly query: readonly TaskParameter[];
  readonly sort: WorklistSort;
  /** Three to six. */
  readonly columns: readonly WorklistColumn[];
  /** Hours since it was asked for after which a row that has no due date is amber, and red. */
  readonly ages?: { readonly amber: number; readonly red: number };
}

/** Tags of tasks that say in which list they are. */
export const worklistSystem = 'https://charthouse.dev/fhir/CodeSystem/worklist';

/** Codes of the tasks of the house's own desks. */
export const taskSystem = 'https://charthouse.dev/fhir/CodeSystem/task';

/** What most lists ask for: what is placed here and has not ended. */
export const openHere: readonly TaskParameter[] = [
  ['_tag', '{here}'],
  ['status', 'requested,received,accepted,ready,in-progress,on-hold'],
];
