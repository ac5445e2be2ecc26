/** What a rule is: data, whatever it looks at. */
import type { Citation } from './citation.ts';
import type { DueTerm } from './due.ts';
import type { Where } from './where.ts';

/** Days as `2007-01-26`. */
export interface Effective {
  readonly from: string;
  /** The last day; absent: still. */
  readonly to?: string;
}

/** An example: what is given and what the rule says of it. */
export interface RuleCase<Given, Expected> {
  /** A sentence. */
  readonly says: string;
  readonly given: Given;
  readonly expect: Expected;
}

/** Everything about a rule but what it looks at. */
export interface Rule<Case = RuleCase<unknown, unknown>> {
  /** The same for every version of a rule. */
  readonly id: string;
  readonly title: string;
  readonly cites: Citation;
  readonly effective: Effective;
  /** Absent: everywhere. */
  readonly where?: Where;
  /** The earliest of the terms holds; empty: no due date. */
  readonly due: readonly DueTerm[];
  /** The source asks for the thing, but not by then: the time is what hospitals do. */
  readonly dueIs?: 'house';
  /** stop: work does not go on without it; warn: it has a deadline; inform: somebody should know. */
  readonly severity: 'stop' | 'warn' | 'inform';
  /** Why it matters, to whoever is asked to act. */
  readonly explains: string;
  readonly cases: readonly Case[];
}
