/** What a process has used so far, from Linux' /proc: https://man7.org/linux/man-pages/man5/proc.5.html */
import { readFileSync } from 'node:fs';

/** Ticks of /proc/PID/stat: 100 a second on every Linux that Node runs on. */
const tick = 10_000;

/** Microseconds of processor time, user and system together; NaN where there is no /proc. */
export function cpuMicroseconds(pid: number): number {
  const text = read(`/proc/${pid}/stat`);
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
  return fields ? (Number(fields[11]) + Number(fields[12])) * tick : Number.NaN;
}

/** Resident memory in bytes; NaN where there is no /proc. */
export function residentBytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`) ?? '')?.[1];
  return kilobytes ? Number(kilobytes) * 1024 : Number.NaN;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
