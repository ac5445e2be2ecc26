/** The hospital's clock: local days and times of Chicago as moments, and moments as FHIR writes them. */

export const hour = 3_600_000;
export const minute = 60_000;
export const day = 24 * hour;

/** `2026-11-22` so many days later. */
export function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * day).toISOString().slice(0, 10);
}

/** Whole days from one date to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / day);
}

/** A local time, in hours since midnight, as milliseconds since 1970. */
export function at(date: string, hours: number): number {
  return Date.parse(`${date}T00:00:00Z`) - offset(date) * hour + Math.round(hours * 60) * minute;
}

/** `2026-11-22T07:30:00-06:00` */
export function instant(time: number): string {
  const date = dateOf(time);
  const local = new Date(time + offset(date) * hour).toISOString().slice(0, 19);
  return `${local}-0${-offset(date)}:00`;
}

/** The local day of a moment. */
export function dateOf(time: number): string {
  const winter = new Date(time - 6 * hour).toISOString().slice(0, 10);
  return new Date(time + offset(winter) * hour).toISOString().slice(0, 10);
}

/** `11/22/2026 07:30`, as notes have it. */
export function noted(time: number): string {
  const text = instant(time);
  return `${dayNoted(text.slice(0, 10))} ${text.slice(11, 16)}`;
}

/** `11/22/2026` */
export function dayNoted(date: string): string {
  return `${date.slice(5, 7)}/${date.slice(8, 10)}/${date.slice(0, 4)}`;
}

/** Hours from UTC: daylight saving from the second Sunday of March to the first of November, by whole days. */
function offset(date: string): number {
  const year = date.slice(0, 4);
  return date >= sunday(`${year}-03-08`) && date < sunday(`${year}-11-01`) ? -5 : -6;
}

/** The first Sunday from that day on. */
function sunday(date: string): string {
  return daysAfter(date, (7 - new Date(`${date}T00:00:00Z`).getUTCDay()) % 7);
}
