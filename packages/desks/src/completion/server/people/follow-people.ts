/** What the passing of time and completed charts do to people: suspensions take effect, end or are withdrawn; notices go out where the hospital lets them. */
import { OutcomeError } from '@charthouse/fhir-model';
import { base } from '../ask.ts';
import type { Looking } from './clinicians-work.ts';
import { followedBy, isOpen, standings } from './move-suspension.ts';
import { sendNotices } from './send-notices.ts';
import { storedSuspensions } from './suspension-resource.ts';

/** How many changed; one question while nobody is suspended. @throws OutcomeError */
export async function followSuspensions(looking: Looking): Promise<number> {
  const current = (await storedSuspensions(looking)).filter(isOpen);
  if (current.length === 0) return 0;
  const standing = await standings(current, looking);
  const calls = current.flatMap((one) => followedBy(one, standing.get(String(one.task.id))!, looking) ?? []);
  for (const call of calls)
    await looking.door.writeAll({ calls: [call], literals: [], base }, looking.principal).catch(ifNotMeanwhile);
  return calls.length;
}

/** Somebody else has moved it: the next look sees how it is now. */
function ifNotMeanwhile(error: unknown): void {
  if (!(error instanceof OutcomeError && (error.status === 412 || error.status === 409))) throw error;
}

/** Once a night. @throws OutcomeError */
export async function followPeople(looking: Looking): Promise<void> {
  await followSuspensions(looking);
  if (looking.settings.notices.sends === 'nightly') await sendNotices(looking, {});
}
