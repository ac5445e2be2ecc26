/** PostgreSQL's own note of who runs in a cluster: https://www.postgresql.org/docs/18/storage-file-layout.html */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Folder } from './folder.ts';
import { commandLine, processIdentity } from './processes.ts';

export interface RunningPostmaster {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

/** The postmaster that runs in this folder's cluster now, whoever started it. */
export function runningPostmaster(folder: Folder): RunningPostmaster | undefined {
  const lines = readLines(join(folder.cluster, 'postmaster.pid'));
  const pid = Number(lines[0]);
  if (!pid || processIdentity(pid) === undefined || !commandLine(pid).includes(folder.cluster)) return undefined;
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch {
    return [];
  }
}
