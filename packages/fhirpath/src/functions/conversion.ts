/** toX and convertsToX. https://hl7.org/fhirpath/N1/#conversion */

import type { Run } from '../run.ts';
import { inUnitOf } from '../values/compare-quantities.ts';
import { Decimal, decimalOf } from '../values/decimal.ts';
import { dateOf, dateTimeOf, Moment, timeOf } from '../values/moment.ts';
import { Quantity, quantityOf } from '../values/quantity.ts';
import { decimalValue, single, singleText, systemValue } from '../values/system.ts';
import { type Collection, none, type SystemValue, truth } from '../values/value.ts';
import { eager, type FunctionDefinition } from './definition.ts';

type Conversion = (value: SystemValue) => SystemValue | undefined;

const booleanTexts = new Map([
  ...['true', 't', 'yes', 'y', '1', '1.0'].map((text) => [text, true] as const),
  ...['false', 'f', 'no', 'n', '0', '0.0'].map((text) => [text, false] as const),
]);

const conversions: Readonly<Record<string, Conversion>> = {
  Boolean(value) {
    if (typeof value === 'boolean') return value;
    if (typeof value === 'string') return booleanTexts.get(value.toLowerCase());
    const number = decimalValue(value)?.toNumber();
    return number === 1 ? true : number === 0 ? false : undefined;
  },
  Integer(value) {
    if (typeof value === 'number') return value;
    if (typeof value === 'boolean') return Number(value);
    if (typeof value !== 'string' || !/^[+-]?\d+$/.test(value)) return undefined;
    const number = Number(value);
    return Math.abs(number) < 2 ** 31 ? number : undefined;
  },
  Decimal(value) {
    if (typeof value === 'boolean') return new Decimal(value ? 10n : 0n, 1);
    if (typeof value === 'string') return /[eE]/.test(value) ? undefined : decimalOf(value);
    return decimalValue(value);
  },
  String: textOf,
  Date(value) {
    if (value instanceof Moment)
      return value.type === 'Time' ? undefined : dateOf(value.text.slice(0, 10).replace('T', ''));
    return typeof value === 'string' ? dateOf(value.split('T')[0]!) : undefined;
  },
  DateTime(value) {
    if (value instanceof Moment) return value.type === 'Time' ? undefined : dateTimeOf(value.text);
    return typeof value === 'string' ? dateTimeOf(value) : undefined;
  },
  Time(value) {
    if (value instanceof Moment) return value.type === 'Time' ? value : undefined;
    return typeof value === 'string' ? timeOf(value.replace(/^T/, '')) : undefined;
  },
  Quantity(value) {
    if (value instanceof Quantity) return value;
    if (typeof value === 'string') return quantityOf(value);
    const number = typeof value === 'boolean' ? new Decimal(value ? 10n : 0n, 1) : decimalValue(value);
    return number && new Quantity(number, '1');
  },
};

function textOf(value: SystemValue): string {
  return String(value);
}

/** The only item converted, to the unit where one is asked for. */
function convert(
  input: Collection,
  conversion: Conversion,
  unit: Collection | undefined,
): ((run: Run) => SystemValue | undefined) | undefined {
  const item = single(input, 'A conversion');
  const value = item === undefined ? undefined : systemValue(item);
  if (item === undefined) return undefined;
  const result = value === undefined ? undefined : conversion(value);
  const asked = unit && singleText(unit, 'The unit');
  if (asked === undefined || !(result instanceof Quantity)) return () => result;
  return ({ environment }) => inUnit(result, asked, environment.units);
}

function inUnit(quantity: Quantity, unit: string, units: Run['environment']['units']): Quantity | undefined {
  const wanted = quantityOf(`1 '${unit}'`);
  if (wanted?.unit === quantity.unit && wanted.calendar === quantity.calendar) return quantity;
  return wanted && inUnitOf(quantity, wanted, units);
}

export const conversion: readonly FunctionDefinition[] = Object.entries(conversions).flatMap(([type, own]) => {
  const most = type === 'Quantity' ? 1 : 0;
  return [
    eager(`to${type}`, [0, most], (input, [unit], run) => {
      const value = convert(input, own, unit)?.(run);
      return value === undefined ? none : [value];
    }),
    eager(`convertsTo${type}`, [0, most], (input, [unit], run) => {
      const converted = convert(input, own, unit);
      return converted ? truth(converted(run) !== undefined) : none;
    }),
  ];
});
