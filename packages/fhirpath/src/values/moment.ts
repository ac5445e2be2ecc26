/** Dates, dates with time, and times of day, each known to some precision. https://hl7.org/fhirpath/N1/#date */
import { Decimal } from './decimal.ts';

/** How many of year, month, day, hour, minute, second are known; a time of day starts at hour. */
export type Precision = 1 | 2 | 3 | 4 | 5 | 6;

export class Moment {
  readonly type: 'Date' | 'DateTime' | 'Time';
  /** Year, month, day, hour, minute, second in milliseconds; those beyond the precision are 0 (month, day: 1). */
  readonly fields: readonly [number, number, number, number, number, number];
  readonly precision: Precision;
  /** Minutes east of UTC; undefined where none is given. */
  readonly zone: number | undefined;
  /** As written. */
  readonly text: string;

  constructor(type: Moment['type'], parts: Omit<Moment, 'type' | 'toString'>) {
    this.type = type;
    this.fields = parts.fields;
    this.precision = parts.precision;
    this.zone = parts.zone;
    this.text = parts.text;
  }

  toString(): string {
    return this.text;
  }
}

const datePattern = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(T)?$/;
const timePattern = /^(\d\d)(?::(\d\d)(?::(\d\d)(?:\.(\d+))?)?)?$/;
const momentPattern = /^(\d{4})-(\d\d)-(\d\d)T(\d\d(?::\d\d(?::\d\d(?:\.\d+)?)?)?)(Z|[+-]\d\d:\d\d)?$/;

/** Undefined where the text is no date that exists. */
export function dateOf(text: string): Moment | undefined {
  const match = datePattern.exec(text);
  return match && !match[4] ? fromDay('Date', match, text) : undefined;
}

/** `2015T`, `2015-02-04T14:34:28.123+01:00`; also a date alone. */
export function dateTimeOf(text: string): Moment | undefined {
  const day = datePattern.exec(text);
  if (day) return fromDay('DateTime', day, text);
  const match = momentPattern.exec(text);
  if (!match) return undefined;
  const [, year, month, date, clock, zoneText] = match;
  const time = clockOf(clock!);
  const zone = zoneText === undefined ? undefined : zoneOf(zoneText);
  const fields = [Number(year), Number(month), Number(date)] as const;
  if (!time || Number.isNaN(zone) || !isDay(...fields)) return undefined;
  return new Moment('DateTime', { fields: [...fields, ...time.fields], precision: time.precision, zone, text });
}

export function timeOf(text: string): Moment | undefined {
  const time = clockOf(text);
  return (
    time && new Moment('Time', { fields: [0, 1, 1, ...time.fields], precision: time.precision, zone: undefined, text })
  );
}

function fromDay(type: 'Date' | 'DateTime', match: RegExpExecArray, text: string): Moment | undefined {
  const [, year, month, day] = match;
  const fields = [Number(year), Number(month ?? 1), Number(day ?? 1)] as const;
  if (!isDay(...fields)) return undefined;
  const precision = day ? 3 : month ? 2 : 1;
  return new Moment(type, { fields: [...fields, 0, 0, 0], precision, zone: undefined, text });
}

function clockOf(text: string): { fields: [number, number, number]; precision: 4 | 5 | 6 } | undefined {
  const match = timePattern.exec(text);
  if (!match) return undefined;
  const [, hour, minute, second, fraction] = match;
  const fields: [number, number, number] = [Number(hour), Number(minute ?? 0), Number(second ?? 0) * 1000];
  if (fields[0] > 23 || fields[1] > 59 || fields[2] > 59_999) return undefined;
  if (fraction) fields[2] += Number(`0.${fraction}`) * 1000;
  return { fields, precision: second ? 6 : minute ? 5 : 4 };
}

function zoneOf(text: string): number {
  if (text === 'Z') return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(4));
  return minutes > 14 * 60 ? Number.NaN : text.startsWith('-') ? -minutes : minutes;
}

function isDay(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

export function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days since 1970-01-01 of the proleptic Gregorian calendar. */
export function dayNumber(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}

export function dayOf(number: number): [year: number, month: number, day: number] {
  const shifted = number + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day];
}

/** Milliseconds since 1970 in UTC (local time where there is no zone). */
export function instantOf({ fields: [year, month, day, hour, minute, millis], zone = 0 }: Moment): number {
  return ((dayNumber(year, month, day) * 24 + hour) * 60 + minute - zone) * 60_000 + millis;
}

/** Text of the fields up to `precision`; the fraction of a second with `places` digits. */
export function momentText(moment: Omit<Moment, 'toString' | 'text'>, places: number): string {
  const { type, fields, precision, zone } = moment;
  const pair = (value: number) => String(value).padStart(2, '0');
  const [year, month, day, hour, minute, millis] = fields;
  const date = [String(year).padStart(4, '0'), pair(month), pair(day)].slice(0, Math.min(precision, 3)).join('-');
  const second = new Decimal(BigInt(Math.round(millis * 1e6)), 9).toString();
  const secondText = second.padStart(12, '0').slice(0, places > 0 ? 3 + Math.min(places, 9) : 2);
  const clock = [pair(hour), pair(minute), secondText].slice(0, Math.max(0, precision - 3)).join(':');
  if (type === 'Time') return clock;
  if (type === 'Date' || (precision < 4 && type === 'DateTime')) return date;
  return `${date}T${clock}${zone === undefined ? '' : zoneText(zone)}`;
}

function zoneText(zone: number): string {
  if (zone === 0) return 'Z';
  const minutes = Math.abs(zone);
  const pair = (value: number) => String(value).padStart(2, '0');
  return `${zone < 0 ? '-' : '+'}${pair(Math.floor(minutes / 60))}:${pair(minutes % 60)}`;
}
