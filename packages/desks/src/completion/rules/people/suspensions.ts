/** Suspension for incomplete records: who may be proposed, whether the grounds still hold, how many days of a year. */
import { daysAfter, type Zone } from '@charthouse/rulebook';
import type { Span } from '../clocks.ts';
import { delinquentCharts } from '../delinquency.ts';
import { type ClinicianWork, daysBetween, isPaused, lateDays } from './clinician-clock.ts';
import { aboutOf, type SentNotice } from './notices.ts';
import { theirTurn } from './ownership.ts';

export interface SuspensionSettings {
  /** The level of notice that has to come before; 0: none. */
  readonly afterLevel: number;
  /** Days after that notice. */
  readonly graceDays: number;
  /** Local days of the clinician's clock after the due date. */
  readonly afterDays: number;
  /** Local days between approval and effect, unless the chief says another day. */
  readonly noticeDays: number;
  /** What a suspended clinician may still do, in the hospital's words. */
  readonly exempt: string;
  /** Who gets the daily list: references of admitting and the operating rooms. */
  readonly tell: readonly string[];
}

export interface Grounds {
  readonly practitioner: string;
  readonly works: readonly ClinicianWork[];
  readonly days: number;
}

export interface Judging {
  readonly suspension: SuspensionSettings;
  readonly delinquentAfterDays: number;
  readonly zone: Zone;
  readonly now: number;
  /** Who has left or died: nobody suspends them. */
  readonly gone: ReadonlySet<string>;
}

/** Who could be proposed: late by the own clock, in a delinquent record that does not contradict itself, and told in time. Most late first. */
export function groundsOf(works: readonly ClinicianWork[], sent: readonly SentNotice[], judging: Judging): Grounds[] {
  const found = new Map<string, ClinicianWork[]>();
  for (const work of works)
    if (isGround(work, sent, judging)) found.set(work.owner, [...(found.get(work.owner) ?? []), work]);
  return [...found]
    .map(([practitioner, own]) => ({
      practitioner,
      works: own,
      days: Math.max(...own.map((work) => lateDays(work, judging.zone, judging.now))),
    }))
    .sort((a, b) => b.days - a.days || b.works.length - a.works.length);
}

function isGround(work: ClinicianWork, sent: readonly SentNotice[], judging: Judging): boolean {
  const { suspension, zone, now, gone, delinquentAfterDays } = judging;
  const { encounter, discharged, owner } = work;
  if (gone.has(owner) || discharged === undefined || work.isDisputed || isPaused(work, now)) return false;
  if (lateDays(work, zone, now) < suspension.afterDays) return false;
  const settings = { delinquentAfterDays, formula: 'average-month' as const };
  const chart = { encounter, discharged, open: [{ task: work.task, type: work.type }] };
  if (delinquentCharts([chart], { settings, zone, now }).length === 0) return false;
  if (suspension.afterLevel === 0) return true;
  return aboutOf(work, sent).some(
    (one) => one.level >= suspension.afterLevel && now - one.sent >= suspension.graceDays * 86_400_000,
  );
}

/** Waiting and declined work is not done: putting it aside does not end a suspension. */
const undone: ReadonlySet<string> = new Set([...theirTurn, 'on-hold', 'rejected']);

/** Of what somebody was suspended for, what is still to be done by them. None: the suspension ends. */
export function remaining<Task extends { readonly status: string; readonly owner?: string }>(
  grounds: readonly Task[],
  practitioner: string,
): Task[] {
  return grounds.filter(({ status, owner }) => owner === practitioner && undone.has(status));
}

/** The first moment of the local day on which an approved suspension takes effect. */
export const effectiveFrom = (approved: number, { noticeDays }: Pick<SuspensionSettings, 'noticeDays'>, zone: Zone) =>
  zone.startOf(daysAfter(zone.dayOf(approved), noticeDays));

/** Local days of a calendar year on which somebody was suspended, each once: for reappointment. */
export function suspendedDays(
  spans: readonly Span[],
  year: number,
  { zone, now }: { readonly zone: Zone; readonly now: number },
): number {
  const [first, last] = [`${year}-01-01`, `${year}-12-31`];
  let days = 0;
  let next = first;
  for (const { from, to = now } of [...spans].sort((a, b) => a.from - b.from)) {
    if (to < from) continue;
    const begin = [zone.dayOf(from), next].sort().at(-1)!;
    const end = [zone.dayOf(to), last].sort()[0]!;
    if (end < begin) continue;
    days += daysBetween(begin, end) + 1;
    next = daysAfter(end, 1);
  }
  return days;
}
