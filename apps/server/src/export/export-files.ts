/** The export as a command. */
import type { CommandInput, OptionTable } from '../command-line/command.ts';
import { clock, count } from '../command-line/figures.ts';
import { createProgressLine } from '../command-line/progress-line.ts';
import { failure } from '../command-line/stop.ts';
import { withDatabase } from '../database/with-database.ts';
import { type ExportRequest, runExport } from './run-export.ts';

type Surroundings = Pick<CommandInput<OptionTable>, 'settings' | 'report' | 'signal'>;

/** Resolves to the exit code. @throws CommandStop */
export async function exportFiles(
  wanted: Pick<ExportRequest, 'folder' | 'types' | 'resume'>,
  { settings, report, signal }: Surroundings,
): Promise<number> {
  const line = createProgressLine(report, process.stderr, () => performance.now());
  const begun = performance.now();
  const seconds = () => (performance.now() - begun) / 1000;
  const onProgress = (done: number, total: number) => {
    const rate = done / seconds();
    line.show({ what: 'resources', done, rate, share: done / total, left: (total - done) / rate });
  };
  const { output, transactionTime } = await withDatabase(settings, (databaseUrl) =>
    runExport({ ...wanted, databaseUrl, signal, onProgress }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
      throw failure('the export was stopped before its end. The same command with --resume goes on with it.');
    }),
  );
  line.clear();
  const resources = output.reduce((sum, file) => sum + file.count, 0);
  report.say(
    `Exported ${count(resources)} resources in ${output.length} files to ${wanted.folder} in ${clock(seconds())}`,
    {
      folder: wanted.folder,
      resources,
      files: output.length,
      taken: transactionTime,
      seconds: seconds(),
    },
  );
  return 0;
}
