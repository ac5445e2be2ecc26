/** What may be asked about jobs, and of them, from outside of their worker. */
import { raw, sql } from '@charthouse/fhir-search';
import type { Job, JobState, Json, Within } from './kind.ts';
import { type JobRow, jobOf } from './row.ts';

export interface JobRequest {
  readonly kind: string;
  readonly input?: Json;
  /** Milliseconds since 1970: not before. */
  readonly runAt?: number;
  readonly requestedBy?: string;
}

export interface JobFilter {
  readonly kind?: string;
  readonly states?: readonly JobState[];
  /** Newest first; default 50. */
  readonly limit?: number;
}

const one = (rows: readonly JobRow[]): Job | undefined => rows.map(jobOf)[0];

export async function getJob(query: Within, id: number): Promise<Job | undefined> {
  return one(await query<JobRow>(sql`select * from job where id = ${id}`));
}

export async function enqueueJob(query: Within, request: JobRequest, maxAttempts: number): Promise<Job> {
  const runAt = request.runAt === undefined ? null : new Date(request.runAt);
  const rows = await query<JobRow>(sql`
    with added as (
      insert into job (kind, input, run_at, max_attempts, requested_by)
      values (${request.kind}, ${JSON.stringify(request.input ?? {})}::jsonb, coalesce(${runAt}::timestamptz, now()),
        ${maxAttempts}, ${request.requestedBy ?? null}) returning *)
    select added.*, pg_notify('job', added.kind) from added`);
  return one(rows)!;
}

export async function listJobs(query: Within, { kind, states, limit }: JobFilter): Promise<Job[]> {
  const rows = await query<JobRow>(sql`
    select * from job where (${kind ?? null}::text is null or kind = ${kind ?? null})
      and (${states ?? null}::text[] is null or state = any(${states ?? null}))
    order by id desc limit ${limit ?? 50}`);
  return rows.map(jobOf);
}

/** Nobody works on it: it waits, or its worker is gone. */
const idle = raw("(state = 'queued' or lease_until < now())");

/** Undefined when it has ended, or there is none. */
export async function cancelJob(query: Within, id: number): Promise<Job | undefined> {
  return one(
    await query<JobRow>(sql`
      update job set cancel = not ${idle}, state = case when ${idle} then 'cancelled' else state end,
        finished = case when ${idle} then now() else finished end
      where id = ${id} and state in ('queued', 'running') returning *`),
  );
}

/** Undefined when it is in none of these states, or somebody works on it. */
export async function retryJob(query: Within, id: number, states: readonly JobState[]): Promise<Job | undefined> {
  return one(
    await query<JobRow>(sql`
      update job set state = 'queued', attempt = 0, run_at = now(), finished = null, cancel = false
      where id = ${id} and state = any(${states}) and (state <> 'running' or lease_until < now()) returning *`),
  );
}

const unitsAtOnce = 100;

export async function* jobResults<Told>(query: Within, job: number, key: string): AsyncGenerator<Told> {
  for (let after = ''; ; ) {
    const rows = await query<{ unit: string; told: Told }>(sql`
      select unit, result -> ${key}::text as told from job_unit
      where job = ${job} and unit > ${after} and result ? ${key}::text order by unit limit ${unitsAtOnce}`);
    for (const { told } of rows) yield told;
    const last = rows.at(-1);
    if (!last) return;
    after = last.unit;
  }
}
