/** The order of two elements, for limits of profiles and sorting outside of expressions. */
import { FhirPathError } from './error.ts';
import { order } from './operators/comparison.ts';
import type { Environment } from './run.ts';
import type { FhirElement } from './values/element.ts';
import { systemValue } from './values/system.ts';

/** Negative, 0 or positive; undefined where they have no common order, or it is not to be told. */
export function compareElements(left: FhirElement, right: FhirElement, { units }: Environment): number | undefined {
  const [a, b] = [systemValue(left), systemValue(right)];
  if (a === undefined || b === undefined) return undefined;
  try {
    return order(a, b, units);
  } catch (error) {
    if (error instanceof FhirPathError) return undefined;
    throw error;
  }
}
