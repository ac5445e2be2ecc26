/** + - * / div mod and the sign. https://hl7.org/fhirpath/N1/#math */
import { failed } from '../error.ts';
import type { Units } from '../run.ts';
import { joined } from '../values/characters.ts';
import { asQuantities, inOneUnit, inUnitOf, ucumOf } from '../values/compare-quantities.ts';
import { add, Decimal, divide, divideWhole, multiply, negate } from '../values/decimal.ts';
import { Moment } from '../values/moment.ts';
import { addToMoment } from '../values/moment-arithmetic.ts';
import { Quantity } from '../values/quantity.ts';
import { decimalValue } from '../values/system.ts';
import type { SystemValue } from '../values/value.ts';
import { combinedUnit } from './combined-unit.ts';

export type Arithmetic = (left: SystemValue, right: SystemValue, units: Units | undefined) => SystemValue | undefined;

const largest = 2 ** 31 - 1;

function integer(value: number): number | undefined {
  return Number.isSafeInteger(value) && value <= largest && value >= -largest - 1 ? value : undefined;
}

function wrong(operator: string): never {
  throw failed(`The operands of ${operator} have types that do not go together.`);
}

function bothDecimal(left: SystemValue, right: SystemValue): [Decimal, Decimal] | undefined {
  const [a, b] = [decimalValue(left), decimalValue(right)];
  return a && b && [a, b];
}

const plus: Arithmetic = (left, right, units) => {
  if (typeof left === 'number' && typeof right === 'number') return integer(left + right);
  if (typeof left === 'string' && typeof right === 'string') return joined(left, right);
  if (left instanceof Moment && right instanceof Quantity) return addToMoment(left, right, 1);
  const quantities = asQuantities(left, right);
  if (quantities) return sum(quantities, units, add);
  const pair = bothDecimal(left, right) ?? wrong('+');
  return add(...pair);
};

const minus: Arithmetic = (left, right, units) => {
  if (typeof left === 'number' && typeof right === 'number') return integer(left - right);
  if (left instanceof Moment && right instanceof Quantity) return addToMoment(left, right, -1);
  const quantities = asQuantities(left, right);
  if (quantities) return sum(quantities, units, (a, b) => add(a, negate(b)));
  const [a, b] = bothDecimal(left, right) ?? wrong('-');
  return add(a, negate(b));
};

/** "The unit of the result will be the most granular unit of either input." */
function sum(
  pair: [Quantity, Quantity],
  units: Units | undefined,
  join: (a: Decimal, b: Decimal) => Decimal,
): Quantity | undefined {
  const [left, right] = pair;
  const values = inOneUnit(pair, false, units);
  if (!values) return undefined;
  const kept = values.map((value, at) => value === pair[at]!.value); // of different units the larger one is kept
  const fine = kept[0] && !kept[1] ? right : left;
  const [a, b] = kept[0] && kept[1] ? pair : pair.map((own) => (own === fine ? own : inUnitOf(own, fine, units)));
  return a && b && new Quantity(join(a.value, b.value), fine.unit, fine.calendar);
}

const times: Arithmetic = (left, right) => {
  if (typeof left === 'number' && typeof right === 'number') return integer(left * right);
  if (left instanceof Quantity || right instanceof Quantity) return product(left, right);
  return multiply(...(bothDecimal(left, right) ?? wrong('*')));
};

function product(left: SystemValue, right: SystemValue): Quantity | undefined {
  if (left instanceof Quantity && right instanceof Quantity) {
    const value = multiply(left.value, right.value);
    return value && new Quantity(value, combined(left, right, '.'));
  }
  const [quantity, number] =
    left instanceof Quantity ? [left, decimalValue(right)] : [right as Quantity, decimalValue(left)];
  if (!number) wrong('*');
  const value = multiply(quantity.value, number);
  return value && new Quantity(value, quantity.unit, quantity.calendar);
}

const over: Arithmetic = (left, right) => {
  const quantities = right instanceof Quantity ? asQuantities(left, right) : undefined;
  if (quantities) return quotient(...quantities);
  if (left instanceof Quantity) return quotient(left, right);
  return divide(...(bothDecimal(left, right) ?? wrong('/')));
};

function quotient(left: Quantity, right: SystemValue): Quantity | undefined {
  const number = right instanceof Quantity ? right.value : decimalValue(right);
  if (!number) wrong('/');
  const value = divide(left.value, number);
  if (!value) return undefined;
  if (!(right instanceof Quantity)) return new Quantity(value, left.unit, left.calendar);
  return new Quantity(value, combined(left, right, '/'));
}

function combined(left: Quantity, right: Quantity, operator: '.' | '/'): string {
  return combinedUnit(ucumOf(left, true) ?? '1', ucumOf(right, true) ?? '1', operator);
}

const div: Arithmetic = (left, right) => {
  const parts = divideWhole(...(bothDecimal(left, right) ?? wrong('div')));
  return parts && integer(Number(parts.whole));
};

const mod: Arithmetic = (left, right) => {
  const parts = divideWhole(...(bothDecimal(left, right) ?? wrong('mod')));
  if (!parts) return undefined;
  return typeof left === 'number' && typeof right === 'number' ? Number(parts.rest.digits) : parts.rest;
};

export const arithmetic = { '+': plus, '-': minus, '*': times, '/': over, div, mod } as const;

export function negated(value: SystemValue | undefined): SystemValue | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'number') return integer(-value);
  if (value instanceof Decimal) return negate(value);
  if (value instanceof Quantity) return new Quantity(negate(value.value), value.unit, value.calendar);
  throw failed('Only numbers and quantities have a sign.');
}
