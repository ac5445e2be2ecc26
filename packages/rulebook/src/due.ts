/** By when something is due: a formula over events. */
import { daysAfter, type Zone } from './zone.ts';

/**
 * Hours after an event are counted on the clock. Days after an event end with the last moment of the local day. `before` an event:
 * when it begins.
 */
export type DueTerm =
  | { readonly after: string; readonly hours: number }
  | { readonly after: string; readonly days: number }
  | { readonly before: string };

/** When the named event was, milliseconds since 1970; undefined: it was not, or not yet. */
export type TimeOf = (event: string) => number | undefined;

/** The earliest of the terms; undefined while none of their events was. */
export function dueAt(terms: readonly DueTerm[], timeOf: TimeOf, zone: Zone): number | undefined {
  const times = terms.flatMap((term) => termAt(term, timeOf, zone) ?? []);
  return times.length > 0 ? Math.min(...times) : undefined;
}

function termAt(term: DueTerm, timeOf: TimeOf, zone: Zone): number | undefined {
  const event = timeOf('before' in term ? term.before : term.after);
  if (event === undefined || 'before' in term) return event;
  if ('hours' in term) return event + term.hours * 3_600_000;
  return zone.endOf(daysAfter(zone.dayOf(event), term.days));
}

/** `24 hours after admission, or before surgery` */
export function dueInWords(terms: readonly DueTerm[]): string {
  if (terms.length === 0) return 'no due date';
  return terms
    .map((term) => {
      if ('before' in term) return `before ${term.before}`;
      if ('hours' in term) return `${term.hours} ${term.hours === 1 ? 'hour' : 'hours'} after ${term.after}`;
      return `${term.days} ${term.days === 1 ? 'day' : 'days'} after ${term.after}`;
    })
    .join(', or ');
}
