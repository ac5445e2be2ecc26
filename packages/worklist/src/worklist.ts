/** What a worklist is: a question about tasks, and what of each is shown. Route, menu, counts, paging and keys follow from it. */
import type { NamedPermission } from '@charthouse/access';

/** What a row can show; more are on demand. */
export type WorklistColumn = 'patient' | 'what' | 'asked-by' | 'due' | 'owner' | 'status';

export interface Worklist {
  /** `desk/list`: its address and its words. */
  readonly id: string;
  /** Who has it in the menu; absent: everyone. */
  readonly needs?: NamedPermission;
  /** Parameters of a search of Task, without sort and count. `{me}` is who asks. */
  readonly query: readonly (readonly [name: string, value: string])[];
  /** Value of `_sort`. */
  readonly sort: string;
  readonly columns: readonly WorklistColumn[];
}
