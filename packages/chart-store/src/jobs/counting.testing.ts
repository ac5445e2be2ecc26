/** A job that counts: writes each number once, a chunk a step. Run as a program it is a worker that tests can kill. */
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from '@charthouse/fhir-search';
import { createJobs } from './jobs.ts';
import type { JobKind } from './kind.ts';

export const counting: JobKind = {
  name: 'counting',
  maxAttempts: 1_000,
  run: async ({ job, step, signal }) => {
    const { upTo, pause } = job.input as { upTo: number; pause: number };
    const from = (job.checkpoint as { next: number } | null)?.next ?? 1;
    for (let at = from; at <= upTo; at += 10) {
      await step(async (query) => {
        const last = Math.min(upTo, at + 9);
        await query(sql`insert into counted select generate_series(${at}::int, ${last}::int)`);
        return { checkpoint: { next: at + 10 }, done: last - at + 1, total: upTo };
      });
      await sleep(pause, undefined, { signal }).catch(() => {});
    }
  },
  verify: async (job, query) => {
    const [row] = await query<{ n: number }>(sql`select count(*)::int as n from counted`);
    return row!.n === job.done ? [] : [`${row!.n} numbers are there, ${job.done} were counted.`];
  },
};

if (import.meta.main) {
  const jobs = createJobs({
    connectionString: process.argv[2]!,
    kinds: [counting],
    leaseSeconds: Number(process.argv[3]),
  });
  process.on('SIGTERM', () => jobs.close());
  console.log('ready');
  await jobs.run();
}
