/** The import as a command: opens the database, shows how it goes, and says at the end what was done and what was not. */
import type { CommandInput, OptionTable } from '../command-line/command.ts';
import { clock, count, counted } from '../command-line/figures.ts';
import { createProgressLine, type HowFar } from '../command-line/progress-line.ts';
import { failure } from '../command-line/stop.ts';
import { whoAtTheCommand } from '../database/who-at-the-command.ts';
import { withDatabase } from '../database/with-database.ts';
import { wire } from '../wire.ts';
import { withProgramsOfRecord } from './programs-of-record.ts';
import { type Refusal, refusalLines } from './refusal.ts';
import { type ImportRequest, type ImportResult, type ImportStart, runImport } from './run-import.ts';
import { findSources } from './sources/find.ts';
import { ZipArchives } from './sources/zip.ts';
import type { Snapshot } from './tally.ts';
import { writeReport } from './write-report.ts';

export interface ImportOptions {
  readonly paths: readonly string[];
  readonly resume: boolean;
  readonly reportFile?: string;
  readonly parallel: number;
}

type Surroundings = Pick<CommandInput<OptionTable>, 'settings' | 'report' | 'signal'>;

/** Refusals shown while it runs; the report file has all. */
const shownRefusals = 20;

/** Resolves to the exit code: 0, or 1 when something was refused. @throws CommandStop when the import could not be done */
export async function importFiles(options: ImportOptions, surroundings: Surroundings): Promise<number> {
  const archives = new ZipArchives();
  try {
    const found = await findSources(options.paths, archives); // before a database is opened for nothing
    surroundings.report.begin(`Opening the record to import ${counted(found.sources.length, 'file')}`);
    return await withDatabase(surroundings.settings, (databaseUrl) =>
      importFound({ ...options, found, archives, databaseUrl }, surroundings),
    );
  } finally {
    await archives.close();
  }
}

type Opened = ImportOptions & Pick<ImportRequest, 'found' | 'archives' | 'databaseUrl'>;

async function importFound(options: Opened, surroundings: Surroundings): Promise<number> {
  const { report, signal } = surroundings;
  const { databaseUrl } = options;
  const settings = await withProgramsOfRecord(surroundings.settings, { databaseUrl, report });
  const line = createProgressLine(report, process.stderr, () => performance.now());
  const parts = await wire(settings, databaseUrl);
  const begun = performance.now();
  let refusals = 0;
  const caller = { kind: 'system', name: whoAtTheCommand(), client: 'charthouse import' } as const;
  try {
    const result = await runImport({
      ...options,
      signal,
      door: {
        writeAll: (batch) => parts.door.writeAll({ ...batch, base: settings.publicUrl ?? '' }, caller),
      },
      onStart: (start) => tellStart(start, options, surroundings),
      onProgress: (snapshot) => line.show(shown(snapshot)),
      onRefusal: (refusal) => {
        line.clear();
        tellRefusal(refusal, refusals++, surroundings);
      },
    });
    line.clear();
    try {
      return await tellEnd(result, options, { ...surroundings, seconds: (performance.now() - begun) / 1000 });
    } finally {
      await result.close();
    }
  } finally {
    await parts.close();
  }
}

function shown({ written, refused, waiting, retry, ...rest }: Snapshot): HowFar {
  const besides = { refused, waiting };
  if (!retry) return { what: 'resources', done: written, ...rest, besides };
  const says = `trying ${counted(retry.of, 'document')} again that waited for others`;
  return { what: 'resources', done: written, ...rest, step: { says, done: retry.tried, of: retry.of }, besides };
}

function tellStart(
  { job, files, skipped, earlier, resumed }: ImportStart,
  { resume }: ImportOptions,
  { report }: Surroundings,
): void {
  for (const { name, why } of skipped.slice(0, shownRefusals)) report.warn(`skipped ${name}: ${why}.`);
  if (skipped.length > shownRefusals)
    report.warn(`skipped ${counted(skipped.length - shownRefusals, 'more file')} of other kinds.`);
  if (resume && !earlier) report.warn('no earlier import of these paths is known: everything is imported.');
  if (!resume && earlier && earlier.state !== 'done')
    report.warn(
      `an earlier import of these paths did not finish (job ${earlier.id}); --resume would go on with it. This imports everything anew.`,
    );
  report.say(`${resumed ? 'Going on with' : 'Importing'} ${counted(files, 'file')} (job ${job})`, {
    job,
    files,
    resumed,
  });
}

function tellRefusal(refusal: Refusal, before: number, { report }: Surroundings): void {
  if (report.json) report.say('', { refused: refusal });
  else if (before < shownRefusals) for (const text of refusalLines(refusal)) report.warn(text);
  else if (before === shownRefusals) report.warn('more refusals are not shown; --report FILE keeps all of them.');
}

async function tellEnd(
  { job, snapshot, files, refusals }: ImportResult,
  { reportFile }: ImportOptions,
  { report, signal, seconds }: Surroundings & { readonly seconds: number },
): Promise<number> {
  if (reportFile !== undefined) await writeReport(reportFile, refusals());
  const { written } = snapshot;
  const rate = Math.round(written / seconds);
  const refused =
    job.refused > 0 ? `; ${count(job.refused)} refused${reportFile === undefined ? '' : `, see ${reportFile}`}` : '';
  const before = job.done > written ? ` (${count(job.done)} with the earlier run)` : '';
  const fact = {
    job: job.id,
    state: job.state,
    files,
    imported: written,
    total: job.done,
    refused: job.refused,
    seconds,
    rate,
  };
  const imported = `${counted(written, 'resource')}${before}`;
  if (job.state === 'done') {
    report.say(
      `Imported ${imported} from ${counted(files, 'file')} in ${clock(seconds)} (${count(rate)}/s)${refused}`,
      fact,
    );
    return job.refused > 0 ? 1 : 0;
  }
  if (report.json) report.say('', fact);
  const after = `after ${imported}${refused} (job ${job.id})`;
  const how = 'The same command with --resume goes on where it stopped.';
  if (signal.aborted || job.state === 'cancelled') throw failure(`the import was stopped ${after}. ${how}`);
  throw failure(`the import failed ${after}: ${job.error ?? 'unknown reason'} ${how}`);
}
