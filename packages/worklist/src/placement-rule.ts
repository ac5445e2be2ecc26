/** A rule that places new tasks: the first one that fits decides. Data, which a manager edits. */

/** What of a task a condition can ask. */
export const ruleFields = ['code', 'priority', 'about', 'requester', 'performer', 'description', 'input'] as const;
export type RuleField = (typeof ruleFields)[number];

/** `is`: one of the values; `not`: none of them; `has`: one of them is part of it, whatever its case. */
export const ruleTests = ['is', 'not', 'has'] as const;

export interface RuleCondition {
  readonly field: RuleField;
  readonly test: (typeof ruleTests)[number];
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
  /** Given to tasks that come without one. */
  readonly priority?: 'routine' | 'urgent' | 'asap' | 'stat';
  /** It places nothing until somebody turns it on again. */
  readonly off?: true;
}

/** The rules of a manager, as one version of them. */
export interface RuleSet {
  /** 0: nobody has made any. */
  readonly version: number;
  readonly rules: readonly PlacementRule[];
}

export const noRules: RuleSet = { version: 0, rules: [] };
