/** Restoring as a command. */
import { recordServerEvent, restore, rowsOf, verifyBackup } from '@charthouse/chart-store';
import type { CommandInput, OptionTable } from '../command-line/command.ts';
import { clock, counted } from '../command-line/figures.ts';
import { createProgressLine } from '../command-line/progress-line.ts';
import type { Report } from '../command-line/report.ts';
import { whoAtTheCommand } from '../database/who-at-the-command.ts';
import { withDatabase } from '../database/with-database.ts';
import { keysToBring } from './keys-apart.ts';

type Surroundings = Pick<CommandInput<OptionTable>, 'settings' | 'report' | 'signal'>;

/** Resolves to the exit code. @throws BackupError */
export async function restoreBackup(
  file: string,
  force: boolean,
  { settings, report, signal }: Surroundings,
): Promise<number> {
  report.begin(`Restoring the record from ${file}, which is checked first`);
  const line = createProgressLine(report, process.stderr, () => performance.now());
  const begun = performance.now();
  const seconds = () => (performance.now() - begun) / 1000;
  return withDatabase(settings, async (connectionString) => {
    const manifest = await restore({
      connectionString,
      file,
      force,
      signal,
      onProgress: (step, done, total) => {
        const share = step === 'loading' ? done / total : undefined;
        line.show({ what: `rows, ${step}`, done, rate: done / seconds(), share });
      },
    });
    line.clear();
    const rows = rowsOf(manifest);
    const note = `backup of ${manifest.taken}, ${rows} rows`;
    await recordServerEvent(connectionString, { action: 'restore', note, caller: whoAtTheCommand() });
    report.say(
      `Restored ${counted(rows, 'row')} of ${manifest.taken} from ${file} in ${clock(seconds())}.${keysToBring(settings)}`,
      {
        file,
        rows,
        taken: manifest.taken,
        seconds: seconds(),
      },
    );
    return 0;
  });
}

/** @throws BackupError when the file is not whole */
export async function checkBackup(file: string, report: Report): Promise<number> {
  report.begin(`Checking ${file}`);
  const manifest = await verifyBackup(file);
  const rows = rowsOf(manifest);
  report.say(
    `${file} is whole: ${counted(rows, 'row')} of ${manifest.taken}, written by Charthouse ${manifest.program}`,
    {
      file,
      rows,
      taken: manifest.taken,
      program: manifest.program,
    },
  );
  return 0;
}
