/** Notices of the period: they are of no patient, so that the rules read them, as for the ledger of notices. */
import { timeOf } from '../../rules/reading/elements.ts';
import type { Fact } from '../../rules/reports/report.ts';
import { storedNotices } from '../people/notice-resource.ts';
import type { Collecting } from './collect.ts';
import { clinicianNames, isWithin } from './stays.ts';

export async function noticeHistory(collecting: Collecting): Promise<Fact[]> {
  const { rules, zone } = collecting;
  const notices = (await storedNotices(rules)).filter(({ sent }) => isWithin(sent, collecting));
  const name = await clinicianNames(
    rules,
    notices.map(({ practitioner }) => practitioner),
  );
  const day = (time: number | undefined) => (time === undefined ? '' : zone.dayOf(time));
  return notices.map((one) => ({
    ...{ clinician: name(one.practitioner), level: one.level, title: one.title, channel: one.channel },
    ...{ sent: day(one.sent), month: day(one.sent).slice(0, 7), seen: day(timeOf(one.seen, zone)) },
    deficiencies: one.tasks.length,
  }));
}
