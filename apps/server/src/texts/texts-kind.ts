/** The first fill of the words that `_text` and `_content` look for; most of the time it rests. */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  beginTexts,
  completeTexts,
  fillTexts,
  followTexts,
  type Job,
  type JobContext,
  type JobKind,
  textsKindName,
  type Within,
} from '@charthouse/chart-store';
import { sql, textsOf } from '@charthouse/fhir-search';

/** Nobody waits for words: reads and writes come first. */
const restPerWork = 3;

/** A transaction holds at most so many resources. */
export const textsAtOnce = 50;

export const readTexts = (body: string) => textsOf(JSON.parse(body));

type Checkpoint = {
  /** Number of the last row that was read. */
  readonly after: string;
  /** Resources there were when it began. */
  readonly atStart: number;
};

export const textsKind: JobKind = { name: textsKindName, maxAttempts: 100, run, verify };

async function run(ctx: JobContext): Promise<void> {
  const { step, signal } = ctx;
  let place = (ctx.job.checkpoint as Checkpoint | null) ?? (await begin(ctx));
  for (let more = true; more; ) {
    const began = performance.now();
    await step(async (query) => {
      const { examined, last } = await fillTexts(query, { after: place.after, limit: textsAtOnce, read: readTexts });
      more = last !== undefined;
      place = { ...place, after: last ?? place.after };
      return { done: examined, checkpoint: place };
    });
    await sleep(restPerWork * (performance.now() - began), undefined, { signal });
  }
  for (let followed = 1; followed > 0; )
    await step(async (query) => {
      followed = await followTexts(query, { limit: textsAtOnce, read: readTexts });
      return {};
    });
  await step(async (query) => {
    await completeTexts(query);
    return {};
  });
}

async function begin({ step, query }: JobContext): Promise<Checkpoint> {
  const place = { after: '-1', atStart: await countOf(query) };
  await step(async (within) => {
    await beginTexts(within);
    return { total: place.atStart, checkpoint: place };
  });
  return place;
}

async function countOf(query: Within): Promise<number> {
  const [row] = await query<{ n: number }>(sql`select count(*)::float8 as n from res`);
  return row!.n;
}

/** Every resource that was there at its start was read. */
async function verify(job: Job, query: Within): Promise<string[]> {
  const { atStart } = job.checkpoint as Checkpoint;
  const now = await countOf(query);
  if (job.done >= atStart && job.done <= now) return [];
  return [`${job.done} resources were read; there were ${atStart} when it began and are ${now} now.`];
}
