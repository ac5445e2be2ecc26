/** What a desk brings to the kernel, as data: its lists, the states of its tasks, rules that place them, words. */
import type { PlacementRule } from './placement-rule.ts';
import type { TaskMachine } from './task-machine.ts';
import type { Worklist } from './worklist.ts';

export interface Desk {
  /** The first part of the ids of its lists. */
  readonly id: string;
  /** In the order of the menu. */
  readonly lists: readonly Worklist[];
  readonly machines: readonly TaskMachine[];
  /** Rules that it comes with; those that a manager edits go before them. */
  readonly rules?: readonly PlacementRule[];
  /** In every language of the workbench, with the same keys. */
  readonly words: { readonly en: DeskWords; readonly es: DeskWords };
}

export interface DeskWords {
  readonly title: string;
  /** By the second part of the id of a list. */
  readonly lists: Readonly<Record<string, ListWords>>;
  /** What tasks are called, by their code. */
  readonly kinds: Readonly<Record<string, string>>;
  /** Of moves that the kernel has no words for. */
  readonly moves?: Readonly<Record<string, string>>;
}

export interface ListWords {
  readonly title: string;
  /** What would be here. */
  readonly empty: string;
  /** Why a task is here that no rule placed. */
  readonly why: string;
}
