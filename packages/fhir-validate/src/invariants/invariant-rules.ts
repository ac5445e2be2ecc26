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
import type { Findings } from '../findings.ts';
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

function check(invariant: Invariant, context: Collection, found: Findings): void {
  const { constraint, isError } = invariant;
  const { budget } = found.scope;
  if (budget && budget.left < 0) return; // which is said already
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
        `The rule ${constraint.key} takes too many steps on this resource, so it and the rules after it were not checked: make the rule simpler, or the resource smaller.`,
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
