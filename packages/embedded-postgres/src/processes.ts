/** Which processes run, told apart even when a pid is used again. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Text that differs between two processes that had the same pid at different times.
 * Undefined when no such process runs (a zombie does not).
 */
export function processIdentity(pid: number): string | undefined {
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return process.platform === 'linux' ? identityFromProc(pid) : identityFromPs(pid);
}

function identityFromProc(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || state === 'X') return undefined;
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${fields[18]}`;
  } catch {
    return undefined;
  }
}

function identityFromPs(pid: number): string | undefined {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** The command line of a running process, empty when it cannot be read. */
export function commandLine(pid: number): string {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

/** Resolves to true once the process is gone, to false when it still runs after `timeout` milliseconds. */
export async function processGone(pid: number, timeout: number): Promise<boolean> {
  const identity = processIdentity(pid);
  const end = Date.now() + timeout;
  while (identity !== undefined && processIdentity(pid) === identity) {
    if (Date.now() >= end) return false;
    await new Promise((done) => setTimeout(done, 20));
  }
  return true;
}
