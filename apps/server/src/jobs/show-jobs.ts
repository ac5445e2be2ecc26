/** The work of `charthouse jobs`. */
import { setTimeout as sleep } from 'node:timers/promises';
import { createJobs, type Job, type Jobs, progressOf } from '@charthouse/chart-store';
import type { JobAction } from '../cli/jobs.ts';
import type { CommandInput, OptionTable } from '../command-line/command.ts';
import type { Report } from '../command-line/report.ts';
import { failure } from '../command-line/stop.ts';
import { withDatabase } from '../database/with-database.ts';
import { jobDetails, jobLine, stateOf } from './job-lines.ts';

export interface JobsWanted {
  readonly action: JobAction;
  readonly id?: number;
  readonly watch: boolean;
  readonly limit: number;
}

type Surroundings = Pick<CommandInput<OptionTable>, 'settings' | 'report' | 'signal'>;

export async function showJobs(wanted: JobsWanted, { settings, report, signal }: Surroundings): Promise<number> {
  return withDatabase(settings, async (connectionString) => {
    const jobs = createJobs({ connectionString, kinds: [] });
    try {
      const { action, id } = wanted;
      if (id === undefined) return await watch(wanted, signal, () => list(jobs, wanted.limit, report));
      if (action === 'show') return await watch(wanted, signal, () => show(jobs, id, report));
      const before = await found(jobs, id);
      const after = await (action === 'cancel' ? jobs.cancel(id) : jobs.retry(id));
      if (!after)
        throw failure(
          `job ${id} is ${stateOf(before, Date.now())}; only one that failed or was cancelled can be retried.`,
        );
      if (action === 'cancel' && before.finished !== undefined)
        throw failure(`job ${id} has ended already (${before.state}).`);
      tell(after, report, jobLine);
      return 0;
    } finally {
      await jobs.close();
    }
  });
}

/** @param once true while there is something to watch */
async function watch({ watch: again }: JobsWanted, signal: AbortSignal, once: () => Promise<boolean>): Promise<number> {
  while ((await once()) && again && !signal.aborted) await sleep(1_000, undefined, { signal }).catch(() => {});
  return 0;
}

async function list(jobs: Jobs, limit: number, report: Report): Promise<boolean> {
  const all = await jobs.list({ limit });
  if (all.length === 0) report.say('There are no jobs.');
  for (const job of all) tell(job, report, jobLine);
  return all.some((job) => job.finished === undefined);
}

async function show(jobs: Jobs, id: number, report: Report): Promise<boolean> {
  const job = await found(jobs, id);
  tell(job, report, jobDetails);
  return job.finished === undefined;
}

async function found(jobs: Jobs, id: number): Promise<Job> {
  const job = await jobs.get(id);
  if (!job) throw failure(`there is no job ${id}.`);
  return job;
}

/** Without the checkpoint: it is the kind's own, and as long as the import has files. */
function tell(job: Job, report: Report, text: (job: Job, now: number) => string): void {
  const now = Date.now();
  const { checkpoint: _, ...told } = job;
  report.say(text(job, now), { ...told, state: stateOf(job, now), ...progressOf(job, now) });
}
