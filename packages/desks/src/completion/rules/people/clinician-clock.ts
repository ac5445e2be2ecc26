/** The clinician's clock of one deficiency: it decides about notices and suspension, and about nothing else. */
import type { Zone } from '@charthouse/rulebook';
import { type Span, timeWith } from '../clocks.ts';

/** Something that is asked of a clinician now. Milliseconds since 1970. */
export interface ClinicianWork {
  readonly task: string;
  readonly encounter: string;
  readonly type: string;
  /** `Practitioner/id` */
  readonly owner: string;
  /** By the record's clock. */
  readonly due: number;
  /** From when on it was theirs. */
  readonly given: number;
  /** Leave, and waiting for others. */
  readonly pauses: readonly Span[];
  readonly discharged?: number;
  /** The record of the stay contradicts itself, and nobody has looked yet. */
  readonly isDisputed?: true;
}

/** When they are late: not before it is due, not before it was theirs, and later by every pause since. */
export function clinicianDue({ due, given, pauses }: ClinicianWork, now: number): number {
  const paused = now > given ? now - given - timeWith(given, pauses, now) : 0;
  return Math.max(due, given) + paused;
}

/** Local days by which they are late; negative: days left. */
export function lateDays(work: ClinicianWork, zone: Zone, now: number): number {
  return daysBetween(zone.dayOf(clinicianDue(work, now)), zone.dayOf(now));
}

export function isPaused({ pauses }: Pick<ClinicianWork, 'pauses'>, now: number): boolean {
  return pauses.some(({ from, to }) => from <= now && (to === undefined || now < to));
}

export const daysBetween = (from: string, to: string) =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
