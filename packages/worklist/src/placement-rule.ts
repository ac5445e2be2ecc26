/** A rule that places new tasks: the first one that fits decides. Data, which a manager edits. */

/** What of a task a condition can ask. */
export type RuleField = 'code' | 'priority' | 'about' | 'requester' | 'performer' | 'description' | 'input';

/** `is`: one of the values; `not`: none of them; `has`: one of them is part of it, whatever its case. */
export interface RuleCondition {
  readonly field: RuleField;
  readonly test: 'is' | 'not' | 'has';
  readonly values: readonly string[];
}

export interface PlacementRule {
  readonly id: string;
  /** In words of the hospital: also the answer to "Why do I see this?". */
  readonly title: string;
  /** All have to hold; none: it fits every task. */
  readonly when: readonly RuleCondition[];
  /** Id of the worklist. */
  readonly to: string;
  readonly priority?: 'routine' | 'urgent' | 'asap' | 'stat';
}

/** The rules of a manager, as one version of them. */
export interface RuleSet {
  /** 0: nobody has made any. */
  readonly version: number;
  readonly rules: readonly PlacementRule[];
}

export const noRules: RuleSet = { version: 0, rules: [] };
