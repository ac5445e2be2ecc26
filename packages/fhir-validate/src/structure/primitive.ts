/** The value of a primitive: its format and, where its element is bound, its code. */
import type { JsonValue } from '@charthouse/fhir-model';
import type { CodeRule } from '../bindings/code-rule.ts';
import type { Findings } from '../findings.ts';
import type { PrimitiveFormat } from '../primitives/format.ts';
import { shown } from '../words.ts';
import type { Place, PropertyCheck } from './property.ts';

/** A primitive that is checked alone: most values pass `accepts`, `explain` says what is wrong with the others. */
export interface PrimitiveCheck {
  readonly accepts: (value: JsonValue) => boolean;
  readonly explain: (value: JsonValue, found: Findings) => void;
}

export function primitiveCheck(format: PrimitiveFormat, rule: CodeRule | undefined): PrimitiveCheck {
  const { accepts, problem, problems = (value) => [problem(value)] } = format;
  if (!rule)
    return {
      accepts,
      explain(value, found) {
        for (const one of problems(value)) found.error(typeof value === 'object' ? 'structure' : 'invalid', one);
      },
    };
  return {
    accepts: (value) => typeof value === 'string' && rule.accepts(value, undefined),
    explain(value, found) {
      if (!accepts(value)) found.error(typeof value === 'object' ? 'structure' : 'invalid', problem(value));
      else found.error('code-invalid', `${shown(value)} is not ${rule.due}.`);
    },
  };
}

/** No value passes unseen where invariants hold for it. */
export function withInvariants(
  check: PrimitiveCheck,
  rule: ((value: JsonValue, found: Findings) => void) | undefined,
): PrimitiveCheck {
  if (!rule) return check;
  return {
    accepts: () => false,
    explain(value, found) {
      if (check.accepts(value)) rule(value, found);
      else check.explain(value, found);
    },
  };
}

export function primitiveProperty({ name, step }: Place, { accepts, explain }: PrimitiveCheck): PropertyCheck {
  return (value, _holder, found) => {
    if (accepts(value)) return;
    const from = found.count;
    if (Array.isArray(value))
      found.error('structure', `${name} is a single value here, not an array: leave out the [ ].`);
    else if (value === null) found.error('structure', `${name} is null; leave the element out instead.`);
    else explain(value, found);
    found.under(from, step);
  };
}
