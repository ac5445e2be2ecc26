/** Times in query parameters: https://hl7.org/fhir/R4/datatypes.html#instant */
import { outcomes } from '@charthouse/fhir-model';

const pattern = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/;

/** What a FHIR instant can say, and PostgreSQL understands. */
const earliest = Date.parse('0001-01-01T00:00:00.000Z');
const latest = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * The first millisecond that a date or time covers; without a zone it is read as UTC.
 * @throws OutcomeError 400
 */
export function instantOf(name: string, text: string): number {
  return periodOf(name, text).from;
}

/**
 * First and last millisecond that a date or time of any precision covers.
 * @throws OutcomeError 400
 */
export function periodOf(name: string, text: string): { from: number; to: number } {
  const match = pattern.exec(text.replace(' ', '+'));
  const from = match ? start(match) : Number.NaN;
  const to = match ? end(match, from) - 1 : Number.NaN;
  if (!(from >= earliest && to <= latest))
    throw outcomes.badRequest(
      `${name} is "${text}"; a date or time is expected, such as 2026-11-22 or 2026-11-22T08:00:00Z.`,
    );
  return { from, to };
}

function start([
  ,
  year,
  month = '01',
  day = '01',
  hour = '00',
  minute = '00',
  second = '00',
  fraction = '',
  zone = 'Z',
]: RegExpExecArray) {
  const time = Date.parse(
    `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}${zone}`,
  );
  const real = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return real.getUTCMonth() === Number(month) - 1 && real.getUTCDate() === Number(day) ? time : Number.NaN;
}

function end([, , month, day, hour, , second, fraction]: RegExpExecArray, from: number): number {
  const date = new Date(from);
  if (fraction) return from + 1;
  if (second) return from + 1000;
  if (hour) return from + 60_000;
  if (day) return from + 86_400_000;
  if (month) return date.setUTCMonth(date.getUTCMonth() + 1);
  return date.setUTCFullYear(date.getUTCFullYear() + 1);
}
