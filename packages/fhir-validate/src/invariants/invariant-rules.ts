/** The invariants of the definitions: FHIRPath that must be true of every element. https://hl7.org/fhir/R4/conformance-rules.html#constraints */

import type { JsonValue } from '@charthouse/fhir-model';
import type { Constraint } from '@charthouse/fhir-model/definitions';
import {
  type Collection,
  compile,
  type Environment,
  type Expression,
  FhirElement,
  FhirPathError,
  typeInfo,
} from '@charthouse/fhirpath';
import { type Findings, budget as whole } from '../findings.ts';
import type { ElementRule } from '../structure/element.ts';
import { nativeInvariants } from './native.ts';

/** A rule for elements of a type; none where there is nothing to evaluate. Checks written by hand (`native.ts`) are left out. */
export function invariantRules(constraints: readonly Constraint[] | undefined, type: string): ElementRule[] {
  const rule = invariantRule(constraints, type);
  return rule ? [rule] : [];
}

/** As `invariantRules`, also for primitives. */
export function invariantRule(
  constraints: readonly Constraint[] = [],
  type: string,
): ((value: JsonValue, found: Findings) => void) | undefined {
  const evaluated = constraints.filter(({ key, expression }) => expression && !nativeInvariants.has(key));
  if (evaluated.length === 0) return undefined;
  const info = typeInfo(type);
  if (!info) throw new Error(`no definition of type ${type}`);
  const invariants = evaluated.map(invariantOf);
  return (value, found) => {
    if (!found.invariants) return;
    const context = [new FhirElement(info, value)];
    for (const invariant of invariants) if (invariant.isError || found.warnings) check(invariant, context, found);
  };
}

interface Invariant {
  readonly constraint: Constraint;
  readonly isError: boolean;
  expression: Expression | undefined;
}

function invariantOf(constraint: Constraint): Invariant {
  return { constraint, isError: constraint.severity === 'error', expression: undefined };
}

/** Rules that took too many steps, by the budget they took them from: that is said once, and they are not tried again. */
const givenUp = new WeakMap<object, Set<Invariant>>();

/** Takes half of what is left of the budget at most, so that no rule keeps those after it from being checked. */
function check(invariant: Invariant, context: Collection, found: Findings): void {
  const { budget } = found.scope;
  if (!budget) {
    evaluate(invariant, context, found);
    return;
  }
  const before = budget.left;
  // Nothing is given up before half of the whole is used, and this is asked very often.
  if (before <= whole / 2 && (before <= 1 || givenUp.get(budget)?.has(invariant))) return;
  const share = Math.floor(before / 2);
  budget.left = share;
  evaluate(invariant, context, found);
  if (budget.left < 0) givenUp.set(budget, (givenUp.get(budget) ?? new Set()).add(invariant));
  budget.left = before - (share - Math.max(budget.left, 0));
}

/**
 * A rule that cannot be evaluated is a fault of its definition: it cannot be shown that the resource breaks it, so this is a warning. (The
 * specification makes only a constraint that is not met an error.) https://hl7.org/fhir/R4/conformance-rules.html#constraints
 */
function evaluate(invariant: Invariant, context: Collection, found: Findings): void {
  const { constraint, isError } = invariant;
  const { budget } = found.scope;
  try {
    invariant.expression ??= compile(constraint.expression!);
    if (holds(invariant.expression, context, found.scope)) return;
    const diagnostics = `${constraint.human.replace(/[.\s]*$/, '')} (${constraint.key}).`;
    if (isError) found.error('invariant', diagnostics);
    else found.warning('invariant', diagnostics);
  } catch (error) {
    if (!(error instanceof FhirPathError)) throw error;
    if (budget && budget.left < 0)
      found.error(
        'too-costly',
        `The rule ${constraint.key} takes too many steps on this resource, so it was not checked: make the rule simpler, or the resource smaller.`,
      );
    else found.warning('processing', `The rule ${constraint.key} could not be checked: ${error.message}`);
  }
}

/** True, or items that are no boolean; an answer that is not to be told does not fulfil the rule. */
function holds(expression: Expression, context: Collection, environment: Environment): boolean {
  const items = expression.evaluate(context, environment);
  if (items.length !== 1) return items.length > 1;
  const [item] = items;
  return item instanceof FhirElement ? item.value !== false : item !== false;
}
