/** One import from the paths of the command line to the report of what was refused. */
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { createJobs, type Job, type JobState, type Jobs } from '@charthouse/chart-store';
import { CommandStop, failure } from '../command-line/stop.ts';
import { whoAtTheCommand } from '../database/who-at-the-command.ts';
import type { ImportDoor } from './import-door.ts';
import { importKind, importKindName } from './import-kind.ts';
import type { Refusal } from './refusal.ts';
import type { Found } from './sources/find.ts';
import type { Skipped } from './sources/source.ts';
import type { ZipArchives } from './sources/zip.ts';
import { type Snapshot, Tally } from './tally.ts';

export interface ImportRequest {
  readonly databaseUrl: string;
  readonly door: ImportDoor;
  readonly paths: readonly string[];
  /** What `findSources` found at the paths. */
  readonly found: Found;
  readonly archives: ZipArchives;
  /** Go on with the last import of these paths. */
  readonly resume: boolean;
  readonly parallel: number;
  readonly signal: AbortSignal;
  readonly onStart: (start: ImportStart) => void;
  /** A few times a second, and as documents that waited are tried again. */
  readonly onProgress: (snapshot: Snapshot) => void;
  readonly onRefusal: (refusal: Refusal) => void;
}

export interface ImportStart {
  readonly job: number;
  readonly files: number;
  readonly skipped: readonly Skipped[];
  /** An earlier import of the same paths: gone on with, or left unfinished. */
  readonly earlier?: Job;
  readonly resumed: boolean;
}

export interface ImportResult {
  /** As it ended; its counts are those of all attempts together. */
  readonly job: Job;
  /** What this run did. */
  readonly snapshot: Snapshot;
  readonly files: number;
  /** Of all attempts. */
  refusals(): AsyncGenerator<Refusal>;
  close(): Promise<void>;
}

/** Longer than the longest stall of a busy process; what a resumed import waits for a killed one. */
const leaseSeconds = 5;

/** @throws CommandStop when another process runs this import */
export async function runImport(request: ImportRequest): Promise<ImportResult> {
  const { sources, skipped } = request.found;
  const tally = new Tally(
    sources.reduce((sum, { size }) => sum + size, 0),
    () => performance.now(),
  );
  const kind = importKind({
    sources,
    door: request.door,
    parallel: request.parallel,
    reading: { archives: request.archives, stdin: process.stdin, onBytes: (count) => (tally.bytes += count) },
    tell: (told) => {
      tally.add(told);
      for (const refusal of told.refusals) request.onRefusal(refusal);
    },
    tellRetry: (retry) => {
      tally.retry = retry;
      request.onProgress(tally.snapshot());
    },
    begin: (waiting) => tally.begin(waiting),
  });
  const jobs = createJobs({ connectionString: request.databaseUrl, kinds: [kind], leaseSeconds });
  const timer = setInterval(() => request.onProgress(tally.snapshot()), 200);
  try {
    const { job, earlier } = await jobFor(request, jobs);
    request.onStart({ job: job.id, files: sources.length, skipped, earlier, resumed: job.id === earlier?.id });
    const ended = await untilEnded(jobs, job, request.signal);
    return {
      job: ended,
      snapshot: tally.snapshot(),
      files: sources.length,
      refusals: () => told(jobs, job.id),
      close: jobs.close,
    };
  } catch (error) {
    await jobs.close();
    throw error;
  } finally {
    clearInterval(timer);
  }
}

async function* told(jobs: Jobs, job: number): AsyncGenerator<Refusal> {
  for await (const refusals of jobs.results<readonly Refusal[]>(job, 'refusals')) yield* refusals;
}

/** How many imports back one of the same paths is looked for. */
const lookBack = 500;

async function jobFor({ paths, resume }: ImportRequest, jobs: Jobs): Promise<{ job: Job; earlier?: Job }> {
  const input = { paths: paths.map((path) => (path === '-' ? path : resolve(path))) };
  const imports = await jobs.list({ kind: importKindName, limit: lookBack });
  const same = (job: Job) => isDeepStrictEqual((job.input as typeof input).paths, input.paths);
  const earlier = imports.find(same);
  if (resume && earlier) return { job: await takeUp(jobs, earlier), earlier };
  const requestedBy = whoAtTheCommand();
  return { job: await jobs.enqueue({ kind: importKindName, input, requestedBy }), earlier };
}

/** Also one that is done: it takes files that are new. */
const anyState: readonly JobState[] = ['queued', 'running', 'failed', 'cancelled', 'done'];

/** A process that was killed keeps its lease for some seconds. */
async function takeUp(jobs: Jobs, { id }: Job): Promise<Job> {
  for (const until = performance.now() + (leaseSeconds + 2) * 1000; performance.now() < until; await sleep(250)) {
    const job = await jobs.retry(id, anyState);
    if (job) return job;
  }
  throw failure(`another process imports these paths now (job ${id}; \`charthouse jobs show ${id}\`).`);
}

/** How long a database may be away, in milliseconds. */
const patience = 60_000;

/** Runs the job, again after failures that may pass, until it has ended or the command is to stop. */
async function untilEnded(jobs: Jobs, { id }: Job, signal: AbortSignal): Promise<Job> {
  let answered = performance.now();
  for (;;) {
    try {
      const job = (await jobs.runOne(id, signal)) ?? (await jobs.get(id));
      if (!job) throw failure(`job ${id} is gone.`);
      if (job.finished !== undefined || signal.aborted) return job;
      answered = performance.now();
    } catch (error) {
      if (error instanceof CommandStop) throw error;
      if (signal.aborted || performance.now() - answered > patience)
        throw failure(
          'the database cannot be reached. The same command with --resume goes on where it stopped.',
          error,
        );
    }
    await sleep(250, undefined, { signal }).catch(() => {});
  }
}
