/** Takes the next job that is due: a waiting one, or one whose worker stopped renewing its lease. */
import { sql } from '@charthouse/fhir-search';
import type { Within } from './kind.ts';
import type { JobRow } from './row.ts';

export interface Claim {
  readonly kinds: readonly string[];
  /** Only this job. */
  readonly id?: number;
  readonly lease: string;
  readonly leaseSeconds: number;
}

export async function claimJob(query: Within, claim: Claim): Promise<JobRow | undefined> {
  await query(giveUp);
  const only = claim.id === undefined ? sql`` : sql`and id = ${claim.id}`;
  const [row] = await query<JobRow>(sql`
    update job set state = 'running', attempt = attempt + 1, lease = ${claim.lease},
      lease_until = now() + make_interval(secs => ${claim.leaseSeconds}),
      started = coalesce(started, now()), claimed = now(), claimed_at = done + refused, finished = null
    where id = (
      select id from job
      where kind = any(${claim.kinds}) ${only}
        and ((state = 'queued' and run_at <= now()) or (state = 'running' and lease_until < now()))
      order by run_at, id for update skip locked limit 1)
    returning *`);
  return row;
}

/** Jobs whose worker is gone and that may not be tried again. */
const giveUp = sql`
  update job set state = case when cancel then 'cancelled' else 'failed' end, lease = null, finished = now(),
    error = case when cancel then error
      else concat_ws(' ', 'The worker stopped without a word in attempt ' || attempt || ' of ' || max_attempts || '.', error) end
  where state = 'running' and lease_until < now() and (cancel or attempt >= max_attempts)`;

/** Milliseconds until the next job of these kinds can be due, undefined when none is waiting or running. */
export async function nextDue(query: Within, kinds: readonly string[]): Promise<number | undefined> {
  const [row] = await query<{ wait: number | null }>(sql`
    select extract(epoch from min(case when state = 'queued' then run_at else lease_until end) - now())::float8 * 1000 as wait
    from job where kind = any(${kinds}) and state in ('queued', 'running')`);
  return row?.wait ?? undefined;
}
