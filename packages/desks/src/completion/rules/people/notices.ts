/** Which notices are due to whom: computed from dates and from what was sent; nothing is skipped, nobody is told twice. */
import type { Zone } from '@charthouse/rulebook';
import { type ClinicianWork, isPaused, lateDays } from './clinician-clock.ts';

export interface NoticeLevel {
  /** Local days of the clinician's clock after the due date. */
  readonly afterDays: number;
  readonly title: string;
  /** The hospital's words; `{name}`, `{count}`, `{days}`, `{date}` and `{hospital}` are filled in. No patient is named in it. */
  readonly text: string;
  readonly channel: 'inbox' | 'letter';
  /** References of who gets a copy. */
  readonly copyTo?: readonly string[];
}

export interface SentNotice {
  readonly practitioner: string;
  /** From 1. */
  readonly level: number;
  readonly sent: number;
  readonly tasks: readonly string[];
}

export interface DueNotice {
  readonly practitioner: string;
  readonly level: number;
  readonly works: readonly ClinicianWork[];
  /** The most days by which one of them is late. */
  readonly days: number;
}

export interface Noticing {
  readonly levels: readonly NoticeLevel[];
  /** Local days that lie between two notices about the same thing. */
  readonly gapDays: number;
  readonly zone: Zone;
  readonly now: number;
}

/** One of a level to a clinician, about what has reached this level; what is paused now reaches none. */
export function noticesDue(
  works: readonly ClinicianWork[],
  sent: readonly SentNotice[],
  noticing: Noticing,
): DueNotice[] {
  const found = new Map<string, ClinicianWork[]>();
  for (const work of works) {
    const level = nextLevel(work, sent, noticing);
    if (level === undefined) continue;
    const key = `${level} ${work.owner}`;
    found.set(key, [...(found.get(key) ?? []), work]);
  }
  return [...found]
    .map(([key, own]) => ({
      practitioner: own[0]!.owner,
      level: Number(key.split(' ')[0]),
      works: own,
      days: Math.max(...own.map((work) => lateDays(work, noticing.zone, noticing.now))),
    }))
    .sort((a, b) => b.level - a.level || b.days - a.days || (a.practitioner < b.practitioner ? -1 : 1));
}

function nextLevel(work: ClinicianWork, sent: readonly SentNotice[], noticing: Noticing): number | undefined {
  const { levels, gapDays, zone, now } = noticing;
  if (isPaused(work, now)) return undefined;
  const days = lateDays(work, zone, now);
  const told = aboutOf(work, sent);
  const next = Math.max(0, ...told.map(({ level }) => level)) + 1;
  const level = levels[next - 1];
  if (!level || days < level.afterDays) return undefined;
  const last = Math.max(Number.NEGATIVE_INFINITY, ...told.map((one) => one.sent));
  return now - last >= gapDays * 86_400_000 ? next : undefined;
}

/** Notices about it to whom it belongs now: those to a former owner do not count. */
export function aboutOf(work: Pick<ClinicianWork, 'task' | 'owner' | 'given'>, sent: readonly SentNotice[]) {
  return sent.filter(
    (one) => one.practitioner === work.owner && one.tasks.includes(work.task) && one.sent >= work.given,
  );
}
