/** The report on what is stored, as a command: a job that runs here, and goes on where it was stopped. */
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { createJobs, type Job, type JobState, type Jobs, progressOf } from '@charthouse/chart-store';
import type { CommandInput, OptionTable } from '../command-line/command.ts';
import { clock, count, counted } from '../command-line/figures.ts';
import { createProgressLine } from '../command-line/progress-line.ts';
import type { Report } from '../command-line/report.ts';
import { failure } from '../command-line/stop.ts';
import { withDatabase } from '../database/with-database.ts';
import { runHere } from '../jobs/run-here.ts';
import { keepValidators } from '../packages/validators.ts';
import { ownBases } from '../settings/own-bases.ts';
import { byErrors, byWeight, reportLines } from './report-lines.ts';
import { added, nothing, type Tallied } from './tally.ts';
import { type ValidateInput, validateKind, validateKindName } from './validate-kind.ts';

export interface StoredValidation extends ValidateInput {
  /** Go on with the last one of the same kind that did not end. */
  readonly resume: boolean;
}

type Surroundings = Pick<CommandInput<OptionTable>, 'settings' | 'report' | 'signal'>;

/** Resolves to the exit code: 1 where there are errors. @throws CommandStop where it did not come to its end */
export async function validateStored(
  { resume, ...input }: StoredValidation,
  surroundings: Surroundings,
): Promise<number> {
  const { settings, report, signal } = surroundings;
  report.begin(`Checking what is stored${input.types.length > 0 ? ` of type ${input.types.join(', ')}` : ''}`);
  return withDatabase(settings, async (connectionString) => {
    const validators = await keepValidators(connectionString, 'profiles');
    const { fullValidator, whyUnchecked = () => undefined } = validators.current();
    await validators.close();
    const kind = validateKind({
      validator: fullValidator,
      whyUnchecked,
      bases: ownBases(settings),
      integrity: settings.referentialIntegrity,
    });
    const jobs = createJobs({ connectionString, kinds: [kind] });
    const line = createProgressLine(report, process.stderr, () => performance.now());
    try {
      const id = await jobFor(input, resume, jobs);
      const job = await runHere(jobs, id, { signal, show: (now) => line.show(shown(now)) });
      line.clear();
      if (job.state !== 'done') throw failure(notEnded(job, signal));
      return await tell(job, jobs, report);
    } finally {
      await jobs.close();
    }
  });
}

function notEnded({ id, error }: Job, { aborted }: AbortSignal): string {
  const why = aborted ? 'it was stopped' : (error ?? 'somebody cancelled it');
  return `not everything was checked (job ${id}): ${why}. The same command with --resume goes on where it stopped.`;
}

/** Longer than the lease of a job, in milliseconds. */
const patience = 6_000;
/** What `--resume` goes on with. */
const unended: readonly JobState[] = ['queued', 'running', 'failed', 'cancelled'];
/** How many jobs back an unfinished one is looked for. */
const lookBack = 100;

async function jobFor(input: ValidateInput, resume: boolean, jobs: Jobs): Promise<number> {
  if (!resume) return (await jobs.enqueue({ kind: validateKindName, input })).id;
  const earlier = await jobs.list({ kind: validateKindName, states: unended, limit: lookBack });
  const same = earlier.find((job) => isDeepStrictEqual(job.input, input));
  if (!same)
    throw failure('no check of this kind was left unfinished. The same command without --resume begins a new one.');
  return takeUp(same, jobs);
}

/** A process that was killed keeps its job for some seconds. */
async function takeUp({ id }: Job, jobs: Jobs): Promise<number> {
  for (const until = performance.now() + patience; performance.now() < until; await sleep(250))
    if (await jobs.retry(id, unended)) return id;
  throw failure(`another process does this now (job ${id}).`);
}

async function tell(job: Job, jobs: Jobs, report: Report): Promise<number> {
  let all: Tallied = nothing;
  for await (const piece of jobs.results<Tallied>(job.id, 'tallied')) all = added([all, piece]);
  for (const text of report.json ? [] : reportLines(all)) report.say(text);
  if (report.json) {
    for (const rule of byWeight(all.rules)) report.say('', { rule });
    for (const source of byErrors(all.sources)) report.say('', { source });
  }
  const { resources, wrong, errors, warnings } = all;
  const seconds = (job.finished! - job.started!) / 1000;
  const { warnings: asked } = job.input as ValidateInput;
  const verdict = errors === 0 ? 'no errors' : `${counted(errors, 'error')} in ${count(wrong)} of them`;
  report.say(
    `Checked ${counted(resources, 'resource')} in ${clock(seconds)}: ${verdict}${asked || warnings > 0 ? ` and ${counted(warnings, 'warning')}` : ''} (job ${job.id}).`,
    { summary: { resources, wrong, errors, warnings, seconds, job: job.id } },
  );
  return errors > 0 ? 1 : 0;
}

function shown(job: Job) {
  const { rate, share, eta } = progressOf(job, Date.now());
  return { what: 'resources', done: job.done, rate, share, left: eta };
}
