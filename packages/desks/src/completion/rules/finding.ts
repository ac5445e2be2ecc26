/** What the rules say of a chart. Times are milliseconds since 1970. */
import type { Citation } from '@charthouse/rulebook';

/** What a finding rests on. */
export interface Evidence {
  readonly words: string;
  /** `Type/id` */
  readonly reference?: string;
}

/** What a check found, before the rule says what it means. */
export interface Flaw {
  /** What it is about within the encounter, so that one thing is found once: `Procedure/7`, `2026-11-04`. */
  readonly about: string;
  /** When it arose. */
  readonly at: number;
  /** Times of the events that due dates are counted from, besides those of the encounter. */
  readonly times?: Readonly<Record<string, number | undefined>>;
  /** Whom it falls to, where the check knows better than its type. */
  readonly by?: string;
  readonly evidence: readonly Evidence[];
}

export interface Finding {
  /** deficiency: something to complete; check-chart: the record contradicts itself, and a technician has to look. */
  readonly kind: 'deficiency' | 'check-chart';
  /** The same at every evaluation: one work item. */
  readonly key: string;
  readonly type: string;
  readonly rule: string;
  /** First day of the version of the rule. */
  readonly version: string;
  readonly cites: Citation;
  readonly severity: 'stop' | 'warn' | 'inform';
  readonly at: number;
  readonly due?: number;
  readonly dueInWords: string;
  /** Reference to a practitioner or a group; absent: nobody is known. */
  readonly owner?: string;
  /** Why the owner is not who it would fall to. */
  readonly ownerNote?: string;
  /** It cannot be made good any more; it was late and stays so. */
  readonly incurable?: true;
  readonly explains: string;
  readonly evidence: readonly Evidence[];
}
