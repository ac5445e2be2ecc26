/** One claimed job from here to its end: run, verify, and say how it ended. */
import { sql } from '@charthouse/fhir-search';
import type pg from 'pg';
import { advanceJob, type JobEnd, type Lease, leaveJob } from './fence.ts';
import { type Heartbeat, startHeartbeat } from './heartbeat.ts';
import { type Job, type JobContext, type JobKind, JobRefused, JobStopped, type Within } from './kind.ts';
import { type JobRow, jobOf } from './row.ts';

export interface Running {
  readonly kind: JobKind;
  readonly job: Job;
  readonly lease: Lease;
  readonly backoffSeconds: number;
}

export interface Connections {
  /** For steps. */
  readonly work: pg.Pool;
  /** For claims, heartbeats and ends, so that a busy job does not keep them waiting. */
  readonly control: pg.Pool;
}

export const within =
  (client: pg.ClientBase | pg.Pool): Within =>
  async <Row>(statement: { text: string; values: readonly unknown[] }) =>
    (await client.query(statement.text, [...statement.values])).rows as Row[];

/** @param closing aborts when the worker closes */
export async function runJob(running: Running, pools: Connections, closing: AbortSignal): Promise<void> {
  const control = within(pools.control);
  const heart = startHeartbeat(control, running.lease);
  const close = () => heart.stop(new JobStopped('closing'));
  closing.addEventListener('abort', close, { once: true });
  if (closing.aborted) close();
  try {
    const end = await outcome(running, pools, heart);
    if (end) await leaveJob(control, running.lease, end);
  } finally {
    heart.end();
    closing.removeEventListener('abort', close);
  }
}

async function outcome(running: Running, pools: Connections, heart: Heartbeat): Promise<JobEnd | undefined> {
  try {
    await running.kind.run(contextOf(running, pools, heart));
    heart.signal.throwIfAborted();
    const job = await current(pools.control, running.job);
    const problems = await running.kind.verify(job, within(pools.work));
    if (problems.length === 0) return { state: 'done' };
    return { state: 'failed', error: `What was done does not agree with the counts: ${problems.join(' ')}` };
  } catch (error) {
    return afterFailure(running, heart.signal.aborted ? heart.signal.reason : error);
  }
}

function afterFailure({ job, kind, backoffSeconds }: Running, error: unknown): JobEnd | undefined {
  if (error instanceof JobStopped) {
    if (error.why === 'lease lost') return undefined;
    return error.why === 'cancelled' ? { state: 'cancelled' } : { state: 'queued', forgetAttempt: true };
  }
  const text = error instanceof Error ? error.message : String(error);
  const last = job.attempt >= job.maxAttempts || error instanceof JobRefused;
  if (last) return { state: 'failed', error: text || `${kind.name} failed` };
  const afterSeconds = Math.min(300, backoffSeconds * 2 ** (job.attempt - 1));
  return { state: 'queued', error: text, afterSeconds };
}

function contextOf({ job, lease }: Running, pools: Connections, heart: Heartbeat): JobContext {
  const advance: JobContext['advance'] = async (query, to) => {
    heart.signal.throwIfAborted();
    try {
      await advanceJob(query, lease, to);
    } catch (error) {
      if (error instanceof JobStopped) heart.stop(error);
      throw error;
    }
  };
  return {
    job,
    signal: heart.signal,
    query: within(pools.work),
    advance,
    step: (work) =>
      inTransaction(pools.work, async (query) => {
        heart.signal.throwIfAborted();
        await advance(query, await work(query));
      }),
    units: async () => {
      const rows = await within(pools.work)<{ unit: string }>(sql`select unit from job_unit where job = ${job.id}`);
      return new Set(rows.map((row) => row.unit));
    },
  };
}

async function inTransaction(pool: pg.Pool, work: (query: Within) => Promise<void>): Promise<void> {
  const tx = await pool.connect();
  let broken: Error | undefined;
  try {
    await tx.query('begin');
    await work(within(tx));
    await tx.query('commit');
  } catch (error) {
    await tx.query('rollback').catch((lost) => {
      broken = lost;
    });
    throw error;
  } finally {
    tx.release(broken);
  }
}

async function current(pool: pg.Pool, job: Job): Promise<Job> {
  const { rows } = await pool.query<JobRow>('select * from job where id = $1', [job.id]);
  return rows[0] ? jobOf(rows[0]) : job;
}
