/** The job that looks at every chart once a night: what is overdue by the passing of time alone is found, and nothing is missed for ever. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { JobContext, JobKind } from '@charthouse/chart-store';
import {
  followPeople,
  rulesPrincipal,
  settingsNow,
  settleEncounters,
  watchedEncounters,
} from '@charthouse/desks/completion/server';
import type { Door } from '@charthouse/fhir-api';

export const chartsKindName = 'look at charts';

/** Charts of a step. */
const atOnce = 100;
/** Rests after each step for so many times what it took: people who read come first, and ten thousand charts take a minute. */
const rest = 1.5;

type Checkpoint = { readonly after: string };

export function chartsKind(door: Pick<Door, 'handle' | 'writeAll'>): JobKind {
  return {
    name: chartsKindName,
    maxAttempts: 20,
    run: (ctx) => run(ctx, door),
    verify: async ({ done, refused, total }) =>
      done + refused === total ? [] : [`${done + refused} charts were looked at instead of ${total}.`],
  };
}

async function run({ job, step, signal }: JobContext, door: Pick<Door, 'handle' | 'writeAll'>): Promise<void> {
  const asking = { door, principal: rulesPrincipal };
  const reading = { ...asking, settings: await settingsNow(asking), now: Date.now() };
  const after = (job.checkpoint as Checkpoint | null)?.after ?? '';
  const left = (await watchedEncounters(reading)).filter((id) => id > after);
  await step(async () => ({ total: job.done + job.refused + left.length }));
  for (let i = 0; i < left.length && !signal.aborted; i += atOnce) {
    const some = left.slice(i, i + atOnce);
    const began = performance.now();
    const { refused } = await settleEncounters(some, reading);
    const done = some.length - refused.length;
    await step(async () => ({ done, refused: refused.length, checkpoint: { after: some.at(-1)! } }));
    if (i + atOnce < left.length)
      await sleep((performance.now() - began) * rest, undefined, { signal }).catch(() => {});
  }
  if (!signal.aborted) await followPeople({ ...reading, now: Date.now() });
}
