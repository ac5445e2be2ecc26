/** Every write of a running job names its lease: a worker that was frozen and replaced changes nothing when it thaws. */
import { sql } from '@charthouse/fhir-search';
import { type Advance, JobStopped, type Within } from './kind.ts';

export interface Lease {
  readonly job: number;
  readonly lease: string;
  readonly seconds: number;
}

/** @throws JobStopped when the lease is lost or the job cancelled */
export async function advanceJob(query: Within, lease: Lease, to: Advance): Promise<void> {
  const checkpoint = to.checkpoint === undefined ? null : JSON.stringify(to.checkpoint);
  const result = to.unit?.result === undefined ? null : JSON.stringify(to.unit.result);
  const [row] = await query<{ cancel: boolean }>(sql`
    with fenced as (
      update job set checkpoint = coalesce(${checkpoint}::jsonb, checkpoint), total = coalesce(${to.total ?? null}::int8, total),
        done = done + ${to.done ?? 0}::int8, refused = refused + ${to.refused ?? 0}::int8,
        lease_until = now() + make_interval(secs => ${lease.seconds})
      where id = ${lease.job} and lease = ${lease.lease} and state = 'running' returning id, cancel
    ), marked as (
      insert into job_unit (job, unit, result)
      select id, ${to.unit?.name ?? null}::text, ${result}::jsonb from fenced where ${to.unit !== undefined}
    )
    select cancel from fenced`);
  if (!row) throw new JobStopped('lease lost');
  if (row.cancel) throw new JobStopped('cancelled');
}

/** The job's end, or its return to the queue, as its worker sees it. False: the lease was lost before. */
export async function leaveJob(query: Within, lease: Lease, end: JobEnd): Promise<boolean> {
  const told = end.state === 'queued' ? 'given back' : end.state;
  const rows = await query(sql`
    with ended as (update job set state = ${end.state}, lease = null, lease_until = null, error = ${end.error ?? null},
      run_at = case when ${end.state} = 'queued' then now() + make_interval(secs => ${end.afterSeconds ?? 0}) else run_at end,
      attempt = attempt - ${end.forgetAttempt ? 1 : 0}, cancel = false,
      finished = case when ${end.state} = 'queued' then null else now() end
    where id = ${lease.job} and lease = ${lease.lease} and state = 'running'
      returning id, kind, requested_by)
    select record_event('job', ${end.state === 'failed' ? 500 : 200}, kind || ' job ' || id || ' ' || ${told}::text, null,
      coalesce(requested_by, 'Charthouse')) from ended`);
  return rows.length > 0;
}

export interface JobEnd {
  readonly state: 'done' | 'failed' | 'cancelled' | 'queued';
  readonly error?: string;
  /** With `queued`: not before. */
  readonly afterSeconds?: number;
  /** The attempt ended through no fault of the job. */
  readonly forgetAttempt?: boolean;
}
