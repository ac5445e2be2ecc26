/** Quantities in one unit. https://hl7.org/fhirpath/N1/#quantity */
import type { Units } from '../run.ts';
import { type Decimal, decimalOfFloat } from './decimal.ts';
import { looseUcumOfCalendar, Quantity, ucumOfCalendar } from './quantity.ts';
import { decimalValue } from './system.ts';
import type { SystemValue } from './value.ts';

/** Months in a unit: years are 12 months, but no whole number of months of 30 days. */
const months: Readonly<Record<string, number>> = { year: 12, month: 1 };

/** Milliseconds of calendar units that no date anchors. https://hl7.org/fhirpath/N1/#toquantityunit-string-quantity */
const lengths: Readonly<Record<string, number>> = {
  year: 31_536_000_000, month: 2_592_000_000, week: 604_800_000, day: 86_400_000, hour: 3_600_000, minute: 60_000,
  second: 1000, millisecond: 1,
}; // biome-ignore format: one table

/** Both as quantities, where one is and the other can be: a number is a quantity of the unit '1'. https://hl7.org/fhirpath/N1/#conversion */
export function asQuantities(left: SystemValue, right: SystemValue): [Quantity, Quantity] | undefined {
  if (!(left instanceof Quantity || right instanceof Quantity)) return undefined;
  const [a, b] = [asQuantity(left), asQuantity(right)];
  return a && b && [a, b];
}

function asQuantity(value: SystemValue): Quantity | undefined {
  if (value instanceof Quantity) return value;
  const number = decimalValue(value);
  return number && new Quantity(number, '1');
}

/**
 * Both values in the unit of one of them (the larger one); undefined where they measure different things. `loose` takes a calendar
 * year for a UCUM year.
 */
export function inOneUnit(
  pair: readonly [Quantity, Quantity],
  loose: boolean,
  units: Units | undefined,
): [Decimal, Decimal] | undefined {
  const [left, right] = pair;
  if (left.unit === right.unit && left.calendar === right.calendar) return [left.value, right.value];
  if (left.calendar && right.calendar) return scaled(pair, calendarFactor(left.unit, right.unit));
  const [a, b] = [ucumOf(left, loose), ucumOf(right, loose)];
  if (a === undefined || b === undefined) return undefined;
  if (a === b) return [left.value, right.value];
  const factor = units?.convert(1, a, b);
  if (factor === undefined) return undefined;
  if (factor >= 1) return withSecond(pair, units?.convert(right.value.toNumber(), b, a));
  return withFirst(pair, units?.convert(left.value.toNumber(), a, b));
}

function calendarFactor(from: string, to: string): number {
  const inMonths = from in months && to in months ? months : lengths;
  return inMonths[from]! / inMonths[to]!;
}

/** The quantity in the unit of `wanted`; undefined where they measure different things. */
export function inUnitOf(quantity: Quantity, wanted: Quantity, units: Units | undefined): Quantity | undefined {
  const value = valueIn(quantity, wanted, units);
  const decimal = value === undefined ? undefined : rounded(value);
  return decimal && new Quantity(decimal, wanted.unit, wanted.calendar);
}

function valueIn({ value, unit, calendar }: Quantity, wanted: Quantity, units: Units | undefined): number | undefined {
  const number = value.toNumber();
  if (calendar && wanted.calendar) return number * calendarFactor(unit, wanted.unit);
  if (calendar)
    return looseUcumOfCalendar[unit] === wanted.unit
      ? number
      : units?.convert(number * lengths[unit]!, 'ms', wanted.unit);
  if (!wanted.calendar) return units?.convert(number, unit, wanted.unit);
  if (looseUcumOfCalendar[wanted.unit] === unit) return number;
  const millis = units?.convert(number, unit, 'ms');
  return millis === undefined ? undefined : millis / lengths[wanted.unit]!;
}

export function ucumOf({ unit, calendar }: Quantity, loose = false): string | undefined {
  return calendar ? (loose ? looseUcumOfCalendar : ucumOfCalendar)[unit] : unit;
}

function scaled(pair: readonly [Quantity, Quantity], factor: number): [Decimal, Decimal] | undefined {
  const [left, right] = pair;
  if (factor >= 1) return withSecond(pair, right.value.toNumber() / factor);
  return withFirst(pair, left.value.toNumber() * factor);
}

function withFirst(
  [, right]: readonly [Quantity, Quantity],
  value: number | undefined,
): [Decimal, Decimal] | undefined {
  const first = value === undefined ? undefined : rounded(value);
  return first && [first, right.value];
}

function withSecond([left]: readonly [Quantity, Quantity], value: number | undefined): [Decimal, Decimal] | undefined {
  const second = value === undefined ? undefined : rounded(value);
  return second && [left.value, second];
}

/** Conversions are done in floating point: the last digits are noise. */
function rounded(value: number): Decimal | undefined {
  return decimalOfFloat(Number(value.toPrecision(12)));
}
