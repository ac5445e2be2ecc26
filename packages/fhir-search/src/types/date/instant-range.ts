/** Dates as ranges of microseconds: the precision of the text is the width. https://hl7.org/fhir/R4/search.html#date */

/** Microseconds since 1970 UTC, both ends included. */
export interface InstantRange {
  readonly lo: bigint;
  readonly hi: bigint;
}

/** Open ends: before and after every FHIR date. */
export const beginning = microseconds(daysFrom(0, 1, 1) * 86_400);
export const end = microseconds(daysFrom(10_000, 1, 1) * 86_400);

const pattern = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/;

/** The range of a date, dateTime or instant; without a zone in UTC. Undefined: no such date (30 February, month 13). */
export function instantRange(text: string): InstantRange | undefined {
  const match = pattern.exec(text);
  if (!match) return undefined;
  const [, y, mo, d, h, mi, s, fraction, zone] = match;
  const year = Number(y);
  if (year === 0) return undefined;
  if (mo === undefined) return days(daysFrom(year, 1, 1), daysFrom(year + 1, 1, 1));
  const month = Number(mo);
  if (month < 1 || month > 12) return undefined;
  if (d === undefined)
    return days(daysFrom(year, month, 1), month === 12 ? daysFrom(year + 1, 1, 1) : daysFrom(year, month + 1, 1));
  const day = daysFrom(year, month, Number(d));
  if (Number(d) < 1 || Number(d) > daysIn(year, month)) return undefined;
  if (h === undefined) return days(day, day + 1);
  const offset = offsetSeconds(zone);
  const hour = Number(h);
  // A leap second counts as the one before it, so that it lies in its own minute, day and year.
  const second = s === '60' ? 59 : Number(s ?? 0);
  if (offset === undefined || hour > 24 || Number(mi) > 59 || second > 59) return undefined;
  if (hour === 24 && (Number(mi) > 0 || second > 0)) return undefined;
  const start = day * 86_400 + hour * 3600 + Number(mi) * 60 + second - offset;
  return timeRange(start, { hasSeconds: s !== undefined, fraction });
}

function timeRange(
  start: number,
  { hasSeconds, fraction }: { hasSeconds: boolean; fraction: string | undefined },
): InstantRange {
  const lo = microseconds(start);
  if (!hasSeconds) return { lo, hi: lo + 59_999_999n };
  if (fraction === undefined) return { lo, hi: lo + 999_999n };
  const digits = fraction.slice(0, 6);
  const width = 10n ** BigInt(6 - digits.length);
  const from = lo + BigInt(digits) * width;
  return { lo: from, hi: from + width - 1n };
}

function offsetSeconds(zone: string | undefined): number | undefined {
  if (zone === undefined || zone === 'Z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4, 6));
  if (hours > 14 || minutes > 59) return undefined;
  return (zone[0] === '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
}

function days(from: number, until: number): InstantRange {
  return { lo: microseconds(from * 86_400), hi: microseconds(until * 86_400) - 1n };
}

function microseconds(seconds: number): bigint {
  return BigInt(seconds) * 1_000_000n;
}

/** Days from 1970-01-01 to a day of the Gregorian calendar (https://howardhinnant.github.io/date_algorithms.html). */
function daysFrom(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function daysIn(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** As PostgreSQL reads a timestamptz, to the microsecond. */
export function timestampText(at: bigint): string {
  const seconds = at >= 0n ? at / 1_000_000n : -((-at + 999_999n) / 1_000_000n);
  const fraction = Number(at - seconds * 1_000_000n);
  const date = new Date(Number(seconds) * 1000);
  const year = date.getUTCFullYear();
  const shown = year <= 0 ? 1 - year : year;
  const rest = date
    .toISOString()
    .replace(/^[+-]?\d+/, '')
    .slice(0, 15)
    .replace('T', ' ');
  return `${String(shown).padStart(4, '0')}${rest}.${String(fraction).padStart(6, '0')}+00${year <= 0 ? ' BC' : ''}`;
}
