/** date, dateTime, instant and time, real days of the calendar only. https://hl7.org/fhir/R4/datatypes.html#date */
import { textFormat } from './format.ts';

const datePattern = /^\d{4}(?:-\d\d(?:-\d\d)?)?$/;
const clock = '(?:[01]\\d|2[0-3]):[0-5]\\d:(?:[0-5]\\d|60)(?:\\.\\d+)?';
const zone = '(?:Z|[+-](?:(?:0\\d|1[0-3]):[0-5]\\d|14:00))';
const momentPattern = new RegExp(`^\\d{4}-\\d\\d-\\d\\dT${clock}${zone}$`);
const timePattern = new RegExp(`^${clock}$`);

const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The number at two digits of a text that is known to have digits there. */
function pair(text: string, at: number): number {
  return text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 528;
}

/** The text starts with a year, year and month, or year, month and day: do they exist? */
function isInCalendar(text: string): boolean {
  const year = pair(text, 0) * 100 + pair(text, 2);
  const month = text.length > 4 ? pair(text, 5) : 1;
  const day = text.length > 7 ? pair(text, 8) : 1;
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= daysOfMonth[month - 1]! + (leap ? 1 : 0);
}

function isDate(text: string): boolean {
  return datePattern.test(text) && isInCalendar(text);
}

function isInstant(text: string): boolean {
  return momentPattern.test(text) && isInCalendar(text);
}

export const dates = [
  textFormat('date', 'a date of the calendar: YYYY, YYYY-MM or YYYY-MM-DD, such as 2021-02-28', isDate),
  textFormat(
    'dateTime',
    'a date of the calendar (YYYY, YYYY-MM, YYYY-MM-DD), or a date with time, seconds and zone, such as 2021-02-28T13:05:00+01:00',
    (text) => (text.length > 10 ? isInstant(text) : isDate(text)),
  ),
  textFormat('instant', 'a date with time, seconds and zone, such as 2021-02-28T13:05:00.000Z', isInstant),
  textFormat('time', 'a time of day as hh:mm:ss, such as 13:05:00', (text) => timePattern.test(text)),
];
