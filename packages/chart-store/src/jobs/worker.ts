/** The loop of one process that works on jobs: woken by NOTIFY when one is added, by the clock when one falls due. */
import { randomUUID } from 'node:crypto';
import { createWakeUp } from '../connections/wake-up.ts';
import { claimJob, nextDue } from './claim.ts';
import type { JobSettings } from './jobs.ts';
import { jobOf } from './row.ts';
import { type Connections, runJob, within } from './run-job.ts';

export interface Worker {
  run(concurrency: number): Promise<void>;
  /** False when the job could not be claimed. */
  runOne(id: number, signal?: AbortSignal): Promise<boolean>;
  /** Stops claiming, stops what runs, and waits until it has. */
  close(): Promise<void>;
}

/** How long the loop sleeps at most: what a lost notification can cost. */
const longestSleep = 5_000;

export function workerOf(settings: JobSettings, pools: Connections): Worker {
  const leaseSeconds = settings.leaseSeconds ?? 3;
  const kinds = new Map(settings.kinds.map((kind) => [kind.name, kind]));
  const names = [...kinds.keys()];
  const closing = new AbortController();
  const busy = new Set<Promise<void>>();
  const wakeUp = createWakeUp(settings.connectionString, 'job');

  const start = async (id?: number, signal?: AbortSignal): Promise<{ ended: Promise<void> } | undefined> => {
    const lease = randomUUID();
    const row = await claimJob(within(pools.control), { kinds: names, id, lease, leaseSeconds });
    const kind = row && kinds.get(row.kind);
    if (!kind) return undefined;
    const job = jobOf(row);
    const stop = signal ? AbortSignal.any([closing.signal, signal]) : closing.signal;
    const running = { kind, job, lease: { job: job.id, lease, seconds: leaseSeconds } };
    const work = runJob({ ...running, backoffSeconds: settings.backoffSeconds ?? 1 }, pools, stop);
    const tracked = work.catch(() => {}).finally(() => busy.delete(tracked)); // an end that could not be told: the lease runs out
    busy.add(tracked);
    return { ended: tracked };
  };

  const loop = async (concurrency: number) => {
    while (!closing.signal.aborted) {
      const full = busy.size >= concurrency;
      const started = full ? undefined : await start().catch(() => undefined);
      if (started) continue;
      const due = full ? undefined : await nextDue(within(pools.control), names).catch(() => 1_000);
      const sleep = wakeUp.wait(Math.min(longestSleep, Math.max(20, due ?? longestSleep)));
      await Promise.race([sleep, ...busy]);
    }
  };

  return {
    run: async (concurrency) => {
      wakeUp.listen();
      await loop(concurrency);
    },
    runOne: async (id, signal) => {
      const started = await start(id, signal);
      await started?.ended;
      return started !== undefined;
    },
    close: async () => {
      closing.abort();
      await wakeUp.close();
      await Promise.all(busy);
    },
  };
}
