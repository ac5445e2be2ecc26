/** The backup as a command: a job that runs here, shown while it runs. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { backupKind, backupKindName, createJobs, type Job, progressOf } from '@charthouse/chart-store';
import type { CommandInput, OptionTable } from '../command-line/command.ts';
import { clock, counted } from '../command-line/figures.ts';
import { createProgressLine } from '../command-line/progress-line.ts';
import { failure } from '../command-line/stop.ts';
import { whoAtTheCommand } from '../database/who-at-the-command.ts';
import { withDatabase } from '../database/with-database.ts';
import { runHere } from '../jobs/run-here.ts';
import { version } from '../version.ts';
import { keysToKeep } from './keys-apart.ts';

type Surroundings = Pick<CommandInput<OptionTable>, 'settings' | 'report' | 'signal'>;

/** Resolves to the exit code. @throws CommandStop when no backup could be made */
export async function backUp(
  { file, force }: { readonly file: string; readonly force: boolean },
  { settings, report, signal }: Surroundings,
): Promise<number> {
  if (!force && existsSync(file))
    throw failure(`${file} is there already. Choose another name, or replace it with --force.`);
  report.begin(`Backing up the record to ${file}`);
  const line = createProgressLine(report, process.stderr, () => performance.now());
  return withDatabase(settings, async (connectionString) => {
    const kind = backupKind(connectionString, version);
    const jobs = createJobs({ connectionString, kinds: [kind] });
    try {
      const { id } = await jobs.enqueue({
        kind: backupKindName,
        input: { file: resolve(file) },
        requestedBy: whoAtTheCommand(),
      });
      const job = await runHere(jobs, id, { signal, show: (now) => line.show(shown(now)) });
      if (signal.aborted) await jobs.cancel(id);
      line.clear();
      if (job.state !== 'done') throw failure(`no backup was made: ${signal.aborted ? 'it was stopped' : job.error}`);
      const seconds = (job.finished! - job.started!) / 1000;
      report.say(`Backed up ${counted(job.done, 'row')} to ${file} in ${clock(seconds)}.${keysToKeep(settings)}`, {
        file,
        rows: job.done,
        seconds,
        job: id,
      });
      return 0;
    } finally {
      await jobs.close();
    }
  });
}

function shown(job: Job) {
  const { rate, share, eta } = progressOf(job, Date.now());
  return { what: 'rows', done: job.done, rate, share, left: eta };
}
