/** How fast a job goes and when it will be ready, from its row. */
import type { Job } from './kind.ts';

export interface Progress {
  /** Items a second in the running attempt, or in the one that finished it; 0 for a job that does not run. */
  readonly rate: number;
  /** Seconds until everything is done, when the total and a rate are known. */
  readonly eta?: number;
  /** 0 to 1, when the total is known. */
  readonly share?: number;
}

/** @param now milliseconds since 1970 */
export function progressOf(job: Job, now: number): Progress {
  const items = job.done + job.refused;
  const seconds = job.claimed === undefined ? 0 : ((job.finished ?? now) - job.claimed) / 1000;
  const counts = job.state === 'done' || runs(job, now);
  const rate = counts && seconds > 0 ? Math.max(0, items - job.claimedAt) / seconds : 0;
  if (job.total === undefined) return { rate };
  const left = Math.max(0, job.total - items);
  const share = job.total === 0 ? 1 : Math.min(1, items / job.total);
  if (job.state !== 'running' || rate === 0) return { rate, share };
  return { rate, share, eta: left / rate };
}

/** A worker that died leaves its job running in name. */
function runs({ state, leaseUntil }: Job, now: number): boolean {
  return state === 'running' && (leaseUntil === undefined || leaseUntil >= now);
}
