/** A point in time plus or minus a duration. https://hl7.org/fhirpath/N1/#datetime-arithmetic */
import { failed } from '../error.ts';
import { truncateTo } from './decimal.ts';
import { dayNumber, dayOf, daysIn, Moment, momentText, type Precision } from './moment.ts';
import type { Quantity } from './quantity.ts';

type Unit = 'year' | 'month' | 'week' | 'day' | 'hour' | 'minute' | 'second' | 'millisecond';

/** UCUM codes with a definite length; those of years and months have none, so they are refused. */
const definite: Readonly<Record<string, Unit>> = {
  wk: 'week', d: 'day', h: 'hour', min: 'minute', s: 'second', ms: 'millisecond',
}; // biome-ignore format: one table

/** Milliseconds, and the precision a moment needs to be moved by the unit itself. */
const lengths: Readonly<Record<Exclude<Unit, 'year' | 'month'>, number>> = {
  week: 604_800_000, day: 86_400_000, hour: 3_600_000, minute: 60_000, second: 1000, millisecond: 1,
}; // biome-ignore format: one table

/** What one unit of each precision is, to bring finer durations to the precision of the moment. */
const ofPrecision = [365, 30] as const;

export function addToMoment(moment: Moment, { value, unit, calendar }: Quantity, sign: 1 | -1): Moment | undefined {
  const name = calendar ? (unit as Unit) : definite[unit];
  if (name === undefined)
    throw failed(`'${unit}' has no definite length to add to a date; use a calendar duration such as 1 month.`);
  const exact = name === 'second' || name === 'millisecond';
  const amount = sign * (exact ? value : truncateTo(value, 0)).toNumber();
  if (moment.type === 'Time') return moveTime(moment, amount, name);
  if (name === 'year') return moveMonths(moment, amount * 12);
  if (name === 'month')
    return moment.precision === 1 ? moveMonths(moment, Math.trunc(amount / 12) * 12) : moveMonths(moment, amount);
  return moveLength(moment, amount * lengths[name]);
}

function moveTime(moment: Moment, amount: number, name: Unit): Moment {
  if (name === 'year' || name === 'month' || name === 'week' || name === 'day')
    throw failed(`A time of day cannot be moved by ${name}s.`);
  const [, , , hour, minute, millis] = moment.fields;
  const day = lengths.day;
  const total = ((((hour * 60 + minute) * 60_000 + millis + amount * lengths[name]) % day) + day) % day;
  return withMillis(moment, [0, 1, 1], total);
}

function moveMonths(moment: Moment, months: number): Moment | undefined {
  const [year, month, day, hour, minute, millis] = moment.fields;
  const total = year * 12 + month - 1 + months;
  const [newYear, newMonth] = [Math.floor(total / 12), (total % 12) + 1];
  if (newYear < 1 || newYear > 9999) return undefined;
  const newDay = Math.min(day, daysIn(newYear, newMonth));
  return rebuilt(moment, [newYear, newMonth, newDay, hour, minute, millis]);
}

function moveLength(moment: Moment, millis: number): Moment | undefined {
  const { precision } = moment;
  const days = millis / lengths.day;
  if (precision === 1) return moveMonths(moment, Math.trunc(days / ofPrecision[0]) * 12);
  if (precision === 2) return moveMonths(moment, Math.trunc(days / ofPrecision[1]));
  const [year, month, day, hour, minute, own] = moment.fields;
  const finest =
    precision === 3 ? lengths.day : precision === 4 ? lengths.hour : precision === 5 ? lengths.minute : 1e-6;
  const step = Math.trunc(millis / finest) * finest;
  const total = (hour * 60 + minute) * 60_000 + own + step;
  const over = Math.floor(total / lengths.day);
  const date = dayOf(dayNumber(year, month, day) + over);
  if (date[0] < 1 || date[0] > 9999) return undefined;
  return withMillis(moment, date, total - over * lengths.day);
}

function withMillis(moment: Moment, date: readonly [number, number, number], ofDay: number): Moment {
  const hour = Math.floor(ofDay / lengths.hour);
  const minute = Math.floor((ofDay - hour * lengths.hour) / lengths.minute);
  const millis = Math.round((ofDay - hour * lengths.hour - minute * lengths.minute) * 1e6) / 1e6;
  return rebuilt(moment, [...date, hour, minute, millis]);
}

function rebuilt(moment: Moment, fields: Moment['fields']): Moment {
  const { type, precision, zone, text } = moment;
  const places = /\.(\d+)/.exec(text)?.[1]?.length ?? (fields[5] % 1000 === 0 ? 0 : 3);
  const parts = { fields, precision: precision as Precision, zone };
  return new Moment(type, { ...parts, text: momentText({ type, ...parts }, places) });
}
