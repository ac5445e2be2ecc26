/** The answer to "may they?", for the door to obey and the access log to keep. */
import type { Mask, PermitFilter } from '@charthouse/fhir-model';

export type Decision = Permit | Deny;

export interface Permit {
  readonly allowed: true;
  /** What may be seen: planned into every part of every query of the call. */
  readonly filter: PermitFilter;
  /** Of a call that changes: within which the resource must be before and after. */
  readonly changes?: PermitFilter;
  readonly mask: Mask;
  readonly obligations: readonly Obligation[];
  /** Code of v3 PurposeOfUse. */
  readonly purpose: string;
  /** Ids of the policies that shaped it, for the log. */
  readonly policies: readonly string[];
}

export interface Deny {
  readonly allowed: false;
  /** Who they are has to be known first: 401 instead of 403. */
  readonly unknown: boolean;
  /** For the person: why, and what to do. Never says whether anything exists. */
  readonly reason: string;
  /** Id of the policy that decided, for the log. */
  readonly policy: string;
}

/** What has to happen because of the permit. */
export type Obligation =
  /** Tell these roles at once. */
  | { readonly kind: 'notify'; readonly roles: readonly string[]; readonly about: string }
  /** A review task for these roles, due so many milliseconds from now; with a label: when a resource that has it was opened. */
  | {
      readonly kind: 'review';
      readonly roles: readonly string[];
      readonly within: number;
      readonly about: string;
      readonly label?: string;
    }
  /** Shown to the person until then. */
  | { readonly kind: 'banner'; readonly until: number; readonly about: string }
  /** Of a disclosure: goes with it when it holds a resource that has this label. */
  | { readonly kind: 'notice'; readonly label: string; readonly text: string; readonly cites: string };
