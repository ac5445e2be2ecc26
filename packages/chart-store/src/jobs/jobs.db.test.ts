import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sql } from '@charthouse/fhir-search';
import type { FreshDatabase } from '@charthouse/testkit';
import { migratedDatabase } from '@charthouse/testkit';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { counting } from './counting.testing.ts';
import { createJobs, type JobSettings, type Jobs } from './jobs.ts';
import { type Job, type JobKind, JobRefused } from './kind.ts';

let database: FreshDatabase;
let db: pg.Pool;
const open: Jobs[] = [];
const children: ChildProcess[] = [];

beforeEach(async () => {
  database = await migratedDatabase();
  db = new pg.Pool({ connectionString: database.url, max: 3 });
  db.on('error', () => {});
  await db.query('create table counted (n int4)');
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await Promise.all(open.splice(0).map((jobs) => jobs.close()));
  await db.end();
  await database.drop();
});

function engine(kinds: readonly JobKind[], more: Partial<JobSettings> = {}): Jobs {
  const jobs = createJobs({
    connectionString: database.url,
    kinds,
    leaseSeconds: 1,
    backoffSeconds: 0.05,
    ...more,
  });
  open.push(jobs);
  return jobs;
}

async function worker(): Promise<ChildProcess> {
  const script = fileURLToPath(new URL('./counting.testing.ts', import.meta.url));
  const child = spawn(process.execPath, [script, database.url, '0.6'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  await once(child.stdout!, 'data');
  return child;
}

async function until(jobs: Jobs, id: number, wanted: (job: Job) => boolean): Promise<Job> {
  for (let i = 0; i < 2_000; i++) {
    const job = await jobs.get(id).catch(() => undefined); // one test drops all connections
    if (job && wanted(job)) return job;
    await sleep(10);
  }
  throw new Error(`job ${id} did not get there: ${JSON.stringify(await jobs.get(id))}`);
}

const ended = (job: Job) => job.finished !== undefined;
const counted = async () => (await db.query('select n from counted order by n')).rows.map((row) => row.n as number);
const oneTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

/** A kind that calls `run` and agrees with whatever was counted. */
const kind = (run: JobKind['run'], more: Partial<JobKind> = {}): JobKind => ({
  name: 'test',
  run,
  verify: async () => [],
  ...more,
});

describe('a job', () => {
  test('runs to its end and tells its counts', async () => {
    const jobs = engine([counting]);
    const { id } = await jobs.enqueue({ kind: 'counting', input: { upTo: 25, pause: 0 }, requestedBy: 'me' });
    jobs.run();
    const job = await until(jobs, id, ended);
    expect(job).toMatchObject({ state: 'done', done: 25, total: 25, refused: 0, attempt: 1, requestedBy: 'me' });
    expect(await counted()).toEqual(oneTo(25));
  });

  test('starts at once when it is added, without waiting for a poll', async () => {
    const jobs = engine([kind(async () => {})]);
    jobs.run();
    await sleep(300);
    const { id, created } = await jobs.enqueue({ kind: 'test' });
    const { started } = await until(jobs, id, ended);
    expect(started! - created).toBeLessThan(500);
  });

  test('waits for its time', async () => {
    const jobs = engine([kind(async () => {})]);
    jobs.run();
    const runAt = Date.now() + 400;
    const { id } = await jobs.enqueue({ kind: 'test', runAt });
    const { started } = await until(jobs, id, ended);
    expect(started).toBeGreaterThanOrEqual(runAt - 1); // times of jobs are whole milliseconds
  });

  test('is failed, not done, when what is there does not agree with its counts', async () => {
    const jobs = engine([kind(counting.run, { verify: counting.verify })]);
    const { id } = await jobs.enqueue({ kind: 'test', input: { upTo: 20, pause: 0 } });
    await db.query('insert into counted values (99)');
    const job = await jobs.runOne(id);
    expect(job).toMatchObject({ state: 'failed', attempt: 1 });
    expect(job!.error).toBe('What was done does not agree with the counts: 21 numbers are there, 20 were counted.');
  });

  test('is tried again, later each time, and keeps the last error', async () => {
    const at: number[] = [];
    const jobs = engine([
      kind(
        async () => {
          at.push(performance.now());
          throw new Error(`no luck ${at.length}`);
        },
        { maxAttempts: 4 },
      ),
    ]);
    jobs.run();
    const { id } = await jobs.enqueue({ kind: 'test' });
    expect(await until(jobs, id, ended)).toMatchObject({ state: 'failed', attempt: 4, error: 'no luck 4' });
    const waits = at.slice(1).map((time, i) => time - at[i]!);
    expect(waits[0]).toBeGreaterThan(45);
    expect(waits[1]).toBeGreaterThan(95);
    expect(waits[2]).toBeGreaterThan(195);
  });

  test('is not tried again when it says that this is useless', async () => {
    const jobs = engine([kind(() => Promise.reject(new JobRefused('the file is not there')))]);
    const { id } = await jobs.enqueue({ kind: 'test' });
    expect(await jobs.runOne(id)).toMatchObject({ state: 'failed', attempt: 1, error: 'the file is not there' });
  });

  test('of a kind nobody here knows waits for somebody who does', async () => {
    const jobs = engine([counting]);
    const { id } = await jobs.enqueue({ kind: 'unknown' });
    expect(await jobs.runOne(id)).toBeUndefined();
    expect(await jobs.get(id)).toMatchObject({ state: 'queued', attempt: 0 });
  });

  test('keeps nothing of a step that failed', async () => {
    const jobs = engine([
      kind(
        async ({ step }) => {
          await step(async (query) => {
            await query(sql`insert into counted values (1)`);
            return { done: 1, unit: { name: 'a' } };
          });
          await step(async (query) => {
            await query(sql`insert into counted values (2)`);
            return { done: 1, unit: { name: 'a' } }; // a piece can be finished once
          });
        },
        { maxAttempts: 1 },
      ),
    ]);
    const { id } = await jobs.enqueue({ kind: 'test' });
    expect(await jobs.runOne(id)).toMatchObject({ state: 'failed', done: 1 });
    expect(await counted()).toEqual([1]);
  });
});

describe('several workers', () => {
  test('run each job once', async () => {
    const runs: number[] = [];
    const quick = kind(async ({ job }) => void runs.push(job.id));
    const engines = [engine([quick]), engine([quick]), engine([quick])];
    const ids = [];
    for (let i = 0; i < 30; i++) ids.push((await engines[0]!.enqueue({ kind: 'test' })).id);
    for (const jobs of engines) jobs.run({ concurrency: 2 });
    for (const id of ids) await until(engines[0]!, id, ended);
    expect(runs.sort((a, b) => a - b)).toEqual(ids);
  });
});

describe('cancelling', () => {
  test('stops a waiting job at once', async () => {
    const jobs = engine([counting]);
    const { id } = await jobs.enqueue({ kind: 'counting', input: { upTo: 5, pause: 0 } });
    expect(await jobs.cancel(id)).toMatchObject({ state: 'cancelled' });
    expect(await jobs.runOne(id)).toBeUndefined();
  });

  test('stops a running job at its next step, with what it did kept and told', async () => {
    const jobs = engine([counting]);
    const { id } = await jobs.enqueue({ kind: 'counting', input: { upTo: 100_000, pause: 20 } });
    jobs.run();
    await until(jobs, id, (job) => job.done > 30);
    expect(await jobs.cancel(id)).toMatchObject({ state: 'running', cancel: true });
    const job = await until(jobs, id, ended);
    expect(job.state).toBe('cancelled');
    expect(await counted()).toEqual(oneTo(job.done));
  });

  test('stops a job whose worker is gone at once', async () => {
    const jobs = engine([counting]);
    const { id } = await jobs.enqueue({ kind: 'counting', input: { upTo: 1_000, pause: 20 } });
    const child = await worker();
    await until(jobs, id, (job) => job.done > 0);
    child.kill('SIGKILL');
    await sleep(700);
    expect(await jobs.cancel(id)).toMatchObject({ state: 'cancelled', cancel: false });
  });

  test('of a finished job changes nothing, and of none says so', async () => {
    const jobs = engine([kind(async () => {})]);
    const { id } = await jobs.enqueue({ kind: 'test' });
    await jobs.runOne(id);
    expect(await jobs.cancel(id)).toMatchObject({ state: 'done', cancel: false });
    expect(await jobs.cancel(99)).toBeUndefined();
    expect(await jobs.retry(id)).toBeUndefined();
    expect(await jobs.get(id)).toMatchObject({ state: 'done', attempt: 1 });
  });
});

describe('a worker', () => {
  test('that is killed at any moment is replaced, and every number is counted once', async () => {
    const jobs = engine([counting]);
    const { id } = await jobs.enqueue({ kind: 'counting', input: { upTo: 600, pause: 5 } });
    let kills = 0;
    while (!ended((await jobs.get(id))!)) {
      const child = await worker();
      const gone = once(child, 'exit');
      const before = (await jobs.get(id))!.done;
      await until(jobs, id, (job) => job.done > before || ended(job));
      await sleep(Math.random() * 120);
      if (kills < 4 && child.kill('SIGKILL')) kills++;
      else await until(jobs, id, ended);
      child.kill('SIGKILL');
      await gone;
    }
    const job = (await jobs.get(id))!;
    expect(job).toMatchObject({ state: 'done', done: 600 });
    expect(job.attempt).toBeGreaterThan(1);
    expect(await counted()).toEqual(oneTo(600));
  });

  test('that is frozen loses its job, and changes nothing when it thaws', async () => {
    const first = await worker();
    const jobs = engine([counting]);
    const { id } = await jobs.enqueue({ kind: 'counting', input: { upTo: 400, pause: 10 } });
    await until(jobs, id, (job) => job.done > 50);
    first.kill('SIGSTOP');
    const second = await worker();
    await until(jobs, id, (job) => job.attempt === 2 && job.done > 100);
    first.kill('SIGCONT');
    expect(await until(jobs, id, ended)).toMatchObject({ state: 'done', done: 400, attempt: 2 });
    expect(await counted()).toEqual(oneTo(400));
    first.kill('SIGKILL');
    second.kill('SIGKILL');
  });

  test('that dies each time fails the job once its attempts are used up', async () => {
    const jobs = engine([kind(async () => {})]);
    const { id } = await jobs.enqueue({ kind: 'test' });
    await db.query(
      `update job set state = 'running', attempt = 5, lease = gen_random_uuid(),
      lease_until = now() - interval '1 second' where id = $1`,
      [id],
    );
    jobs.run();
    const job = await until(jobs, id, ended);
    expect(job).toMatchObject({ state: 'failed' });
    expect(job.error).toBe('The worker stopped without a word in attempt 5 of 5.');
  });

  test('that is asked to stop gives its job back at once, without costing an attempt', async () => {
    const jobs = engine([counting]);
    const child = await worker();
    const { id } = await jobs.enqueue({ kind: 'counting', input: { upTo: 100, pause: 30 } });
    await until(jobs, id, (job) => job.done > 20);
    const asked = performance.now();
    child.kill('SIGTERM');
    await once(child, 'exit');
    expect(performance.now() - asked).toBeLessThan(500);
    expect(await jobs.get(id)).toMatchObject({ state: 'queued', attempt: 0 });
    jobs.run();
    expect(await until(jobs, id, ended)).toMatchObject({ state: 'done', done: 100 });
    expect(await counted()).toEqual(oneTo(100));
  });

  test('goes on after the database dropped all its connections', async () => {
    const jobs = engine([counting], { leaseSeconds: 2 });
    jobs.run();
    const { id } = await jobs.enqueue({ kind: 'counting', input: { upTo: 200, pause: 10 } });
    await until(jobs, id, (job) => job.done > 50);
    await db.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'charthouse jobs' and datname = current_database()`);
    expect(await until(jobs, id, ended)).toMatchObject({ state: 'done', done: 200 });
    expect(await counted()).toEqual(oneTo(200));
  });
});
