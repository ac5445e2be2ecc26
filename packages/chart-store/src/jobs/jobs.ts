/** The job engine: jobs wait in a table, any number of processes work on them, and a killed worker's job goes on elsewhere. */
import { raw, sql } from '@charthouse/fhir-search';
import pg from 'pg';
import type { Job, JobKind, JobState, Json, Within } from './kind.ts';
import { type JobRow, jobOf } from './row.ts';
import { within } from './run-job.ts';
import { type Worker, workerOf } from './worker.ts';

export interface JobSettings {
  readonly connectionString: string;
  /** The kinds this process can run. */
  readonly kinds: readonly JobKind[];
  /** How long a worker that says nothing keeps its job. Default 3. */
  readonly leaseSeconds?: number;
  /** Wait after the first failed attempt; doubles each time, at most 5 minutes. Default 1. */
  readonly backoffSeconds?: number;
}

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

export interface Jobs {
  enqueue(request: JobRequest): Promise<Job>;
  /** Works on jobs as they become due, until `close`. */
  run(options?: { readonly concurrency?: number }): Promise<void>;
  /**
   * Claims this job and runs it here and now, until `signal` gives it back; undefined when somebody else has it, it is not due
   * or it is finished.
   */
  runOne(id: number, signal?: AbortSignal): Promise<Job | undefined>;
  get(id: number): Promise<Job | undefined>;
  list(filter?: JobFilter): Promise<Job[]>;
  /** What the finished pieces left to be told under a key, in the order of their names. */
  results<Told>(id: number, key: string): AsyncGenerator<Told>;
  /** Asks a job to stop: one that nobody works on at once, a running one at its next step. Undefined when there is no such job. */
  cancel(id: number): Promise<Job | undefined>;
  /** Lets a job that ended, lost its worker or waits for another attempt go on where it stopped, with all its attempts before it. */
  retry(id: number): Promise<Job | undefined>;
  /** Gives running jobs back to the queue and closes the connections. */
  close(): Promise<void>;
}

export function createJobs(settings: JobSettings): Jobs {
  const connect = (max: number) => {
    const pool = new pg.Pool({ connectionString: settings.connectionString, max, application_name: 'charthouse jobs' });
    pool.on('error', () => {}); // a lost connection fails the query that uses it; the next one opens another
    pool.on('connect', (client) => client.on('error', () => {}));
    return pool;
  };
  const pools = { work: connect(6), control: connect(2) };
  const query = within(pools.control);
  const worker: Worker = workerOf(settings, pools);
  const maxAttempts = new Map(settings.kinds.map((kind) => [kind.name, kind.maxAttempts ?? 5]));
  const one = (rows: JobRow[]) => rows.map(jobOf)[0];
  const get = async (id: number) => one(await query<JobRow>(sql`select * from job where id = ${id}`));

  return {
    get,
    enqueue: async (request) => {
      const runAt = request.runAt === undefined ? null : new Date(request.runAt);
      const rows = await query<JobRow>(sql`
        with added as (
          insert into job (kind, input, run_at, max_attempts, requested_by)
          values (${request.kind}, ${JSON.stringify(request.input ?? {})}::jsonb, coalesce(${runAt}::timestamptz, now()),
            ${maxAttempts.get(request.kind) ?? 5}, ${request.requestedBy ?? null}) returning *)
        select added.*, pg_notify('job', added.kind) from added`);
      return one(rows)!;
    },
    run: (options) => worker.run(options?.concurrency ?? 1),
    runOne: async (id, signal) => ((await worker.runOne(id, signal)) ? get(id) : undefined),
    list: async ({ kind, states, limit } = {}) => {
      const rows = await query<JobRow>(sql`
        select * from job where (${kind ?? null}::text is null or kind = ${kind ?? null})
          and (${states ?? null}::text[] is null or state = any(${states ?? null}))
        order by id desc limit ${limit ?? 50}`);
      return rows.map(jobOf);
    },
    results: (id, key) => results(query, id, key),
    retry: async (id) =>
      one(
        await query<JobRow>(sql`
          update job set state = 'queued', attempt = 0, run_at = now(), finished = null, cancel = false
          where id = ${id} and (state <> 'running' or lease_until < now()) returning *`),
      ),
    cancel: async (id) =>
      one(
        await query<JobRow>(sql`
          update job set cancel = not ${idle}, state = case when ${idle} then 'cancelled' else state end,
            finished = case when ${idle} then now() else finished end
          where id = ${id} and state in ('queued', 'running') returning *`),
      ) ?? get(id),
    close: async () => {
      await worker.close();
      await Promise.all([pools.work.end(), pools.control.end()]);
    },
  };
}

/** Nobody works on it: it waits, or its worker is gone. */
const idle = raw("(state = 'queued' or lease_until < now())");

const unitsAtOnce = 100;

async function* results<Told>(query: Within, job: number, key: string): AsyncGenerator<Told> {
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
