/** The export as a command. */
import { createHash } from 'node:crypto';
import { recordServerEvent } from '@charthouse/chart-store';
import type { CommandInput, OptionTable } from '../command-line/command.ts';
import { clock, counted } from '../command-line/figures.ts';
import { createProgressLine } from '../command-line/progress-line.ts';
import { failure } from '../command-line/stop.ts';
import { whoAtTheCommand } from '../database/who-at-the-command.ts';
import { withDatabase } from '../database/with-database.ts';
import type { ExportManifest } from './export-manifest.ts';
import { type ExportRequest, runExport } from './run-export.ts';

type Surroundings = Pick<CommandInput<OptionTable>, 'settings' | 'report' | 'signal'>;

/** Told to the access log before anything leaves the record, and again with the hash of the manifest. */
async function recordedExport(request: ExportRequest): Promise<ExportManifest> {
  const tell = (note: string) =>
    recordServerEvent(request.databaseUrl, { action: 'export', note, caller: whoAtTheCommand() });
  await tell(`begun: ${request.types.join(', ') || 'all types'}`);
  const manifest = await runExport(request);
  const resources = manifest.output.reduce((sum, file) => sum + file.count, 0);
  const hash = createHash('sha256').update(JSON.stringify(manifest)).digest('hex');
  await tell(`done: ${resources} resources in ${manifest.output.length} files, manifest ${hash}`);
  return manifest;
}

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
    recordedExport({ ...wanted, databaseUrl, signal, onProgress }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
      throw failure('the export was stopped before its end. The same command with --resume goes on with it.');
    }),
  );
  line.clear();
  const resources = output.reduce((sum, file) => sum + file.count, 0);
  const none = [...new Set(wanted.types)].filter((type) => output.every((file) => file.type !== type));
  const lacking = none.length > 0 ? `; there are none of type ${none.join(', ')}` : '';
  report.say(
    `Exported ${counted(resources, 'resource')} in ${counted(output.length, 'file')} to ${wanted.folder} in ${clock(seconds())}${lacking}`,
    {
      folder: wanted.folder,
      resources,
      files: output.length,
      ...(none.length > 0 && { none }),
      taken: transactionTime,
      seconds: seconds(),
    },
  );
  return 0;
}
