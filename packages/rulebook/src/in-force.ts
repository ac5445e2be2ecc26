/** Which version of which rule holds on a day, with what the hospital changed. */
import type { DueTerm } from './due.ts';
import type { Effective, Rule } from './rule.ts';
import type { Where } from './where.ts';

/** What a hospital changes in a rule: data, with who did it and why. */
export interface Override {
  /** Id of the rule. */
  readonly rule: string;
  readonly effective: Effective;
  readonly by: string;
  readonly reason: string;
  readonly off?: true;
  readonly due?: readonly DueTerm[];
  readonly where?: Where;
  readonly severity?: Rule['severity'];
}

export interface InForce<R extends Rule> {
  readonly rule: R;
  /** What made it other than its source has it. */
  readonly override?: Override;
}

/** Of every rule the version of that day, as the hospital has it; those switched off are left out. */
export function inForce<R extends Rule>(
  rules: readonly R[],
  overrides: readonly Override[],
  day: string,
): InForce<R>[] {
  return versionsOf(rules, day).flatMap((rule): InForce<R>[] => {
    const override = overrides.findLast((one) => one.rule === rule.id && isWithin(one.effective, day));
    if (!override) return [{ rule }];
    if (override.off) return [];
    const { due = rule.due, where = rule.where, severity = rule.severity } = override;
    return [{ rule: { ...rule, due, severity, ...(where && { where }) }, override }];
  });
}

/** The version of each rule that its source had on a day. */
function versionsOf<R extends Rule>(rules: readonly R[], day: string): R[] {
  return rules.filter(({ effective }) => isWithin(effective, day));
}

const isWithin = ({ from, to }: Effective, day: string) => from <= day && (to === undefined || day <= to);
