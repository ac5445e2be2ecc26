/** One evaluation: what the caller provides, and what changes while it runs. */
import type { JsonObject } from '@charthouse/fhir-model';
import { failed } from './error.ts';
import type { FhirElement } from './values/element.ts';
import type { Collection } from './values/value.ts';

/** Conversions between units of measure. */
export interface Units {
  /** `value` in `from`, expressed in `to` (UCUM codes); undefined where either is no unit or they measure different things. */
  /** False for what is no UCUM code. */
  readonly isUnit?: (code: string) => boolean;
  readonly convert: (value: number, from: string, to: string) => number | undefined;
}

/** What an evaluation may ask of the world; what is missing makes the functions that need it fail or answer empty. */
export interface Environment {
  /** The resource that holds the context, `%resource`; by default the context itself. */
  readonly resource?: FhirElement;
  /** The outermost resource, `%rootResource`; by default `%resource`. */
  readonly rootResource?: FhirElement;
  /** More variables, by name without `%`. */
  readonly variables?: Readonly<Record<string, Collection>>;
  /** The time of the request, an ISO 8601 date and time with zone, for `now()`, `today()` and `timeOfDay()`. */
  readonly now?: string;
  readonly units?: Units;
  /** The resource a reference names; undefined where it is not to be had. */
  readonly resolve?: (reference: string) => JsonObject | undefined;
  readonly memberOf?: (value: FhirElement | string, valueSet: string) => boolean | undefined;
  readonly subsumes?: (value: FhirElement, other: FhirElement) => boolean | undefined;
  readonly conformsTo?: (resource: FhirElement, profile: string) => boolean | undefined;
  readonly trace?: (name: string, items: Collection) => void;
  /** Most items the evaluation may go through before it gives up; 10 million by default. */
  readonly limit?: number;
  /** Instead of `limit`: items that several evaluations may go through together; counted down. */
  readonly budget?: Budget;
}

export interface Budget {
  left: number;
}

export interface Run {
  /** `$this`. */
  self: Collection;
  /** `$index`. */
  index: number;
  /** `$total`. */
  total: Collection;
  /** Set by `defineVariable`. */
  defined: ReadonlyMap<string, Collection> | undefined;
  /** What expressions that are the same throughout the run gave. */
  kept: Map<Evaluate, Collection> | undefined;
  /** Items that may still be gone through. */
  readonly budget: Budget;
  readonly context: Collection;
  readonly environment: Environment;
}

/** A compiled expression. */
export type Evaluate = (run: Run) => Collection;
/** A compiled step behind a dot. */
export type Invoke = (input: Collection, run: Run) => Collection;

export function startRun(context: Collection, environment: Environment): Run {
  return {
    self: context,
    index: 0,
    total: [],
    defined: undefined,
    kept: undefined,
    budget: environment.budget ?? { left: environment.limit ?? 10_000_000 },
    context,
    environment,
  };
}

export function spend(run: Run, items: number): void {
  run.budget.left -= items;
  if (run.budget.left < 0) throw failed('The expression takes too many steps on this resource.');
}
