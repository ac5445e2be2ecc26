/** Keeps the lease of a running job, and tells the job when it must stop. */
import { sql } from '@charthouse/fhir-search';
import type { Lease } from './fence.ts';
import { JobStopped, type Within } from './kind.ts';

export interface Heartbeat {
  readonly signal: AbortSignal;
  stop(why: JobStopped): void;
  end(): void;
}

/** Renews the lease three times in its length. A database that does not answer in time costs the lease, as others will think us dead. */
export function startHeartbeat(query: Within, lease: Lease): Heartbeat {
  const controller = new AbortController();
  const stop = (why: JobStopped) => controller.abort(why);
  let renewed = performance.now();

  const beat = async () => {
    const sent = performance.now();
    try {
      const [row] = await query<{ cancel: boolean }>(sql`
        update job set lease_until = now() + make_interval(secs => ${lease.seconds})
        where id = ${lease.job} and lease = ${lease.lease} and state = 'running' returning cancel`);
      if (!row) return stop(new JobStopped('lease lost'));
      if (row.cancel) return stop(new JobStopped('cancelled'));
      renewed = sent;
    } catch {
      if (performance.now() - renewed > lease.seconds * 1000) stop(new JobStopped('lease lost'));
    }
  };
  const timer = setInterval(beat, (lease.seconds * 1000) / 3);
  return { signal: controller.signal, stop, end: () => clearInterval(timer) };
}
