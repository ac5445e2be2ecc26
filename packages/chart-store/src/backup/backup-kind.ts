/** The backup as a kind of job: when its worker dies it begins anew, as a backup is of one moment. */
import type { JobKind } from '../jobs/kind.ts';
import { backup } from './backup.ts';
import { rowsOf } from './manifest.ts';
import { verifyBackup } from './verify.ts';

export const backupKindName = 'backup';

/** Input: `{ file }`, a path for the process that runs it. `connectionString`: of the database to read. */
export function backupKind(connectionString: string, program: string): JobKind {
  return {
    name: backupKindName,
    maxAttempts: 2,
    run: async ({ job, signal, step }) => {
      const { file } = job.input as { file: string };
      let told = job.done;
      const onProgress = async (done: number, total: number) => {
        const more = done - told;
        told = done;
        await step(async () => ({ done: more, total }));
      };
      const manifest = await backup({ connectionString, file, program, signal, onProgress });
      const total = rowsOf(manifest);
      await step(async () => ({ done: total - told, total, checkpoint: { taken: manifest.taken } }));
    },
    verify: async ({ input, done }) => {
      const rows = rowsOf(await verifyBackup((input as { file: string }).file));
      return rows === done ? [] : [`The file holds ${rows} rows, ${done} were counted.`];
    },
  };
}
