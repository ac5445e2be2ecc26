/** Quantities in one unit. https://hl7.org/fhirpath/N1/#quantity */
import type { Units } from '../run.ts';
import { type Decimal, decimalOfFloat } from './decimal.ts';
import { looseUcumOfCalendar, type Quantity, ucumOfCalendar } from './quantity.ts';

/** Calendar units that are whole numbers of each other. */
const months: Readonly<Record<string, number>> = { year: 12, month: 1 };

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
  const [from, to] = [monthsOf(left), monthsOf(right)];
  if (from !== undefined && to !== undefined) return scaled(pair, from / to);
  const [a, b] = [ucumOf(left, loose), ucumOf(right, loose)];
  if (a === undefined || b === undefined) return undefined;
  if (a === b) return [left.value, right.value];
  const factor = units?.convert(1, a, b);
  if (factor === undefined) return undefined;
  if (factor >= 1) return withSecond(pair, units?.convert(right.value.toNumber(), b, a));
  return withFirst(pair, units?.convert(left.value.toNumber(), a, b));
}

function monthsOf({ unit, calendar }: Quantity): number | undefined {
  return calendar ? months[unit] : undefined;
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
