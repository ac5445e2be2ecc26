/** Stops a PostgreSQL whose owner was killed: it keeps its port, its locks and the cluster until someone ends it. */
import type { Folder } from './folder.ts';
import { runningPostmaster } from './postmaster-file.ts';
import { processGone } from './processes.ts';

const fastShutdownLimit = 30_000;
const immediateShutdownLimit = 10_000;

/** Ends the postmaster of this folder, politely first. To be called by the owner of the lease only. */
export async function stopOrphan(folder: Folder, log: (line: string) => void): Promise<void> {
  const orphan = runningPostmaster(folder);
  if (!orphan) return;
  log(`A PostgreSQL of an earlier run (process ${orphan.pid}) is still there: stopping it`);
  await stopPostmaster(orphan.pid, fastShutdownLimit);
}

/**
 * Fast shutdown (SIGINT), and after `patience` milliseconds an immediate one (SIGQUIT), which loses nothing that was
 * acknowledged: the next start recovers it. https://www.postgresql.org/docs/18/server-shutdown.html
 */
export async function stopPostmaster(pid: number, patience: number): Promise<void> {
  signal(pid, 'SIGINT');
  if (await processGone(pid, patience)) return;
  signal(pid, 'SIGQUIT');
  await processGone(pid, immediateShutdownLimit);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
