/** Functions of numbers. https://hl7.org/fhirpath/N1/#math */
import { failed } from '../error.ts';
import { Decimal, decimalOfFloat, roundTo, shortened, truncateTo } from '../values/decimal.ts';
import { Quantity } from '../values/quantity.ts';
import { decimalValue, singleInteger, singleSystem } from '../values/system.ts';
import { type Collection, none, type SystemValue } from '../values/value.ts';
import { eager, type FunctionDefinition, ofOne } from './definition.ts';

function number(value: SystemValue, name: string): Decimal {
  const own = decimalValue(value);
  if (!own) throw failed(`${name}() takes a number.`);
  return own;
}

/** A function that leaves the decimals, done in floating point. */
function float(name: string, call: (value: number) => number): FunctionDefinition {
  return ofOne(name, (value) => decimalOfFloat(call(number(value, name).toNumber())));
}

function whole(name: string, call: (value: Decimal) => bigint): FunctionDefinition {
  return ofOne(name, (value) => Number(call(number(value, name))));
}

function absolute(value: SystemValue): SystemValue {
  if (typeof value === 'number') return Math.abs(value);
  if (value instanceof Quantity) return new Quantity(absolute(value.value) as Decimal, value.unit, value.calendar);
  const own = number(value, 'abs');
  return own.digits < 0n ? new Decimal(-own.digits, own.scale) : own;
}

function floor(value: Decimal): bigint {
  const { digits } = truncateTo(value, 0);
  return value.digits < 0n && new Decimal(digits * 10n ** BigInt(value.scale), value.scale).digits !== value.digits
    ? digits - 1n
    : digits;
}

export const math: readonly FunctionDefinition[] = [
  ofOne('abs', absolute),
  whole('ceiling', (value) => -floor(new Decimal(-value.digits, value.scale))),
  whole('floor', floor),
  whole('truncate', (value) => truncateTo(value, 0).digits),
  float('exp', Math.exp),
  float('ln', Math.log),
  float('sqrt', Math.sqrt),
  eager('log', [1, 1], (input, [base]) => ofTwo([input, base!], (value, own) => Math.log(value) / Math.log(own))),
  eager('power', [1, 1], (input, [exponent]) => {
    const result = ofTwo([input, exponent!], (value, own) => value ** own);
    const integers =
      typeof singleSystem(input, 'power()') === 'number' && typeof singleSystem(exponent!, 'power()') === 'number';
    const [value] = result;
    return integers && value instanceof Decimal && value.scale === 0 ? [Number(value.digits)] : result;
  }),
  eager('round', [0, 1], (input, [places]) => {
    const value = singleSystem(input, 'round()');
    const count = places ? singleInteger(places, 'The places of round()') : 0;
    if (value === undefined || count === undefined) return none;
    if (count < 0) throw failed('round() takes places from 0 on.');
    if (typeof value === 'number') return [value];
    const rounded = roundTo(number(value, 'round'), Math.min(count, 100));
    return [count === 0 ? Number(rounded.digits) : rounded];
  }),
];

function ofTwo(
  [left, right]: readonly [Collection, Collection],
  call: (left: number, right: number) => number,
): Collection {
  const [a, b] = [singleSystem(left, 'A number'), singleSystem(right, 'A number')];
  if (a === undefined || b === undefined) return none;
  const result = decimalOfFloat(Number(call(number(a, 'log').toNumber(), number(b, 'log').toNumber()).toPrecision(14)));
  return result ? [shortened(result)] : none;
}
