/** The job engine: jobs wait in a table, any number of processes work on them, and a killed worker's job goes on elsewhere. */
import pg from 'pg';
import type { Job, JobKind, JobState } from './kind.ts';
import {
  cancelJob,
  enqueueJob,
  getJob,
  type JobFilter,
  type JobRequest,
  jobResults,
  listJobs,
  retryJob,
} from './requests.ts';
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
  /**
   * Lets a job go on where it stopped, with all its attempts before it. Undefined when it is in none of the states (default: failed
   * and cancelled) or is running and its worker is there.
   */
  retry(id: number, states?: readonly JobState[]): Promise<Job | undefined>;
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
  const get = (id: number) => getJob(query, id);

  return {
    get,
    enqueue: (request) => enqueueJob(query, request, maxAttempts.get(request.kind) ?? 5),
    run: (options) => worker.run(options?.concurrency ?? 1),
    runOne: async (id, signal) => ((await worker.runOne(id, signal)) ? get(id) : undefined),
    list: (filter = {}) => listJobs(query, filter),
    results: (id, key) => jobResults(query, id, key),
    retry: (id, states = ['failed', 'cancelled']) => retryJob(query, id, states),
    cancel: async (id) => (await cancelJob(query, id)) ?? get(id),
    close: async () => {
      await worker.close();
      await Promise.all([pools.work.end(), pools.control.end()]);
    },
  };
}
