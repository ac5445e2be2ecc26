/** Sends the notices that are due: counted anew at this moment, so that nobody is told of what is already done. */
import { zoneOf } from '@charthouse/rulebook';
import { type DueNotice, noticesDue } from '../../rules/people/notices.ts';
import { base } from '../ask.ts';
import { type CliniciansWork, cliniciansWork, type Looking } from './clinicians-work.ts';
import { hospitalOf } from './hospital.ts';
import { noticeCall, type StoredNotice, storedNotices } from './notice-resource.ts';

export interface DueNow extends CliniciansWork {
  readonly due: readonly DueNotice[];
  readonly sent: readonly StoredNotice[];
}

/** @throws OutcomeError */
export async function dueNow(looking: Looking): Promise<DueNow> {
  const { settings, now } = looking;
  const [work, sent] = await Promise.all([cliniciansWork(looking), storedNotices(looking)]);
  const here = work.works.filter(({ owner }) => !work.gone.has(owner));
  const zone = zoneOf(settings.facilities[0].zone);
  return { ...work, sent, due: noticesDue(here, sent, { ...settings.notices, zone, now }) };
}

export interface Whom {
  /** To these only; absent: to all. */
  readonly practitioners?: readonly string[];
  /** Who sends; absent: the rules. */
  readonly sender?: string;
  /** As whom it is written; absent: as who looks. */
  readonly writer?: Looking['principal'];
}

/** Ids of those that were sent. @throws OutcomeError */
export async function sendNotices(looking: Looking, { practitioners, sender, writer }: Whom) {
  const { settings, now } = looking;
  const { due, names } = await dueNow(looking);
  const { name: hospital } = await hospitalOf(looking);
  const chosen = due.filter(({ practitioner }) => practitioners?.includes(practitioner) ?? true);
  const ids: string[] = [];
  for (const notice of chosen) {
    const words = {
      ...{ name: names.get(notice.practitioner) ?? notice.practitioner, hospital },
      ...{ count: String(notice.works.length), days: String(notice.days) },
      date: zoneOf(settings.facilities[0].zone).dayOf(now),
    };
    const level = settings.notices.levels[notice.level - 1]!;
    const call = noticeCall(notice, {
      ...{ level, words, at: new Date(now).toISOString() },
      ...(sender !== undefined && { sender }),
    });
    const as = writer ?? looking.principal;
    const [written] = await looking.door.writeAll({ calls: [call], literals: [], base }, as);
    if (written?.status === 201) ids.push(String(written.id)); // else somebody else has sent it meanwhile
  }
  return ids;
}
