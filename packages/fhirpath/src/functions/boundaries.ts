/** lowBoundary, highBoundary, precision. https://build.fhir.org/ig/HL7/FHIRPath/#lowboundaryprecision-integer-decimal--date--datetime--time */
import { Decimal, roundTo } from '../values/decimal.ts';
import { daysIn, Moment, momentText, type Precision } from '../values/moment.ts';
import { Quantity } from '../values/quantity.ts';
import { decimalValue, singleInteger, singleSystem } from '../values/system.ts';
import { none, type SystemValue } from '../values/value.ts';
import { eager, type FunctionDefinition, ofOne } from './definition.ts';

const mostPlaces = 31;
const defaultPlaces = 8;

function boundary(name: string, side: -1 | 1): FunctionDefinition {
  return eager(name, [0, 1], (input, [precision]) => {
    const value = singleSystem(input, `${name}()`);
    const asked =
      precision && precision.length > 0 ? singleInteger(precision, `The precision of ${name}()`) : undefined;
    if (value === undefined) return none;
    const result = boundaryOf(value, side, asked);
    return result === undefined ? none : [result];
  });
}

function boundaryOf(value: SystemValue, side: -1 | 1, asked: number | undefined): SystemValue | undefined {
  if (value instanceof Moment) return momentBoundary(value, side, asked);
  if (value instanceof Quantity) {
    const own = decimalBoundary(value.value, side, asked ?? defaultPlaces);
    return own && new Quantity(own, value.unit, value.calendar);
  }
  const number = decimalValue(value);
  return number && decimalBoundary(number, side, asked ?? defaultPlaces);
}

/** Half a unit of the last written place up or down, cut to the places asked for away from the value. */
function decimalBoundary(value: Decimal, side: -1 | 1, places: number): Decimal | undefined {
  if (places < 0 || places > mostPlaces) return undefined;
  const exact = new Decimal(value.digits * 10n + BigInt(5 * side), value.scale + 1);
  if (places >= exact.scale) return roundTo(exact, places);
  const unit = 10n ** BigInt(exact.scale - places);
  const down = exact.digits >= 0n ? exact.digits / unit : -((-exact.digits + unit - 1n) / unit);
  const up = exact.digits >= 0n ? (exact.digits + unit - 1n) / unit : -(-exact.digits / unit);
  return new Decimal(side < 0 ? down : up, places);
}

/** Digits that stand for a precision in the arguments: year 4 … milliseconds 17; of times 2 … 9. */
const digitsOf: Readonly<Record<Moment['type'], ReadonlyMap<number, Precision | 7>>> = {
  Date: new Map([[4, 1], [6, 2], [8, 3]]),
  DateTime: new Map([[4, 1], [6, 2], [8, 3], [10, 4], [12, 5], [14, 6], [17, 7]]),
  Time: new Map([[2, 4], [4, 5], [6, 6], [9, 7]]),
}; // biome-ignore format: one table

function momentBoundary(moment: Moment, side: -1 | 1, asked: number | undefined): Moment | undefined {
  const { type } = moment;
  const wanted = digitsOf[type].get(asked ?? (type === 'Date' ? 8 : type === 'Time' ? 9 : 17));
  if (wanted === undefined) return undefined;
  const precision: Precision = wanted === 7 ? 6 : wanted;
  const places = wanted === 7 ? 3 : 0;
  const zone = type === 'DateTime' && precision >= 4 ? (moment.zone ?? (side < 0 ? 14 * 60 : -12 * 60)) : undefined;
  const fields = side < 0 ? moment.fields : filled(moment);
  const parts = { fields, precision, zone };
  return new Moment(type, { ...parts, text: momentText({ type, ...parts }, places) });
}

/** The last moment that the known fields allow. */
function filled({ fields, precision, text }: Moment): Moment['fields'] {
  const [year, month, day, hour, minute, millis] = fields;
  const lastMonth = precision < 2 ? 12 : month;
  return [
    year,
    lastMonth,
    precision < 3 ? daysIn(year, lastMonth) : day,
    precision < 4 ? 23 : hour,
    precision < 5 ? 59 : minute,
    precision < 6 ? 59_999 : text.includes('.') ? millis : millis + 999,
  ];
}

/** Digits of a moment as written, or places of a decimal. */
function precisionOf(value: SystemValue): number | undefined {
  if (value instanceof Moment) return value.text.replace(/(?:Z|[+-]\d\d:\d\d)$/, '').replace(/\D/g, '').length;
  return decimalValue(value)?.scale;
}

export const boundaries: readonly FunctionDefinition[] = [
  boundary('lowBoundary', -1),
  boundary('highBoundary', 1),
  ofOne('precision', precisionOf),
];
