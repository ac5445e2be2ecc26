/** Runs a job in this process until it has ended, also after failures that may pass; shows it while it runs. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Job, Jobs } from '@charthouse/chart-store';

export interface Watching {
  /** Gives the job back to the queue. */
  readonly signal: AbortSignal;
  /** Twice a second. */
  readonly show: (job: Job) => void;
}

/** The job as it ended, or as it was given back. */
export async function runHere(jobs: Jobs, id: number, { signal, show }: Watching): Promise<Job> {
  for (;;) {
    const tell = () =>
      jobs.get(id).then(
        (job) => job && show(job),
        () => {},
      );
    const timer = setInterval(() => void tell(), 500);
    const job = (await jobs.runOne(id, signal).finally(() => clearInterval(timer))) ?? (await jobs.get(id))!;
    if (job.finished !== undefined || signal.aborted) return job;
    await sleep(250);
  }
}
