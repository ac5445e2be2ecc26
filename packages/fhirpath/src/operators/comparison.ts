/** < <= > >=. https://hl7.org/fhirpath/N1/#comparison */
import { failed } from '../error.ts';
import type { Units } from '../run.ts';
import { compareMoments } from '../values/compare-moments.ts';
import { asQuantities, inOneUnit } from '../values/compare-quantities.ts';
import { compareDecimals } from '../values/decimal.ts';
import { Moment } from '../values/moment.ts';
import { decimalValue } from '../values/system.ts';
import type { SystemValue } from '../values/value.ts';

/** Negative, 0 or positive; undefined where it is not to be told. @throws for types that have no common order. */
export function order(left: SystemValue, right: SystemValue, units: Units | undefined): number | undefined {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  if (left instanceof Moment && right instanceof Moment && (left.type === 'Time') === (right.type === 'Time'))
    return compareMoments(left, right);
  const quantities = asQuantities(left, right);
  if (quantities) {
    const values = inOneUnit(quantities, false, units);
    return values && compareDecimals(...values);
  }
  const [a, b] = [decimalValue(left), decimalValue(right)];
  if (!a || !b) throw failed('Values of different types have no order.');
  return compareDecimals(a, b);
}

export const comparisons: Readonly<Record<'<' | '<=' | '>' | '>=', (order: number) => boolean>> = {
  '<': (value) => value < 0,
  '<=': (value) => value <= 0,
  '>': (value) => value > 0,
  '>=': (value) => value >= 0,
};
