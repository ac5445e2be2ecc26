/** What a job is, and what a kind of job must bring: one file of this shape, listed in the registry it is run from. */
import type { Sql } from '@charthouse/fhir-search';

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/** One row of `job`. Times are milliseconds since 1970. */
export interface Job {
  readonly id: number;
  readonly kind: string;
  readonly input: Json;
  readonly state: JobState;
  /** Somebody asked for it to stop; true until the worker has. */
  readonly cancel: boolean;
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly runAt: number;
  readonly leaseUntil?: number;
  /** What the last step stored: where to go on after a crash. */
  readonly checkpoint: Json;
  /** Items in all, when known. */
  readonly total?: number;
  readonly done: number;
  readonly refused: number;
  readonly error?: string;
  readonly created: number;
  readonly started?: number;
  readonly claimed?: number;
  /** `done + refused` when the running attempt began. */
  readonly claimedAt: number;
  readonly finished?: number;
  readonly requestedBy?: string;
}

/** How far a step brought the job. Counts are added; absent values stay as they are. */
export interface Advance {
  readonly checkpoint?: Json;
  /** A piece that is now finished, for jobs with several pieces in flight; a piece can be finished once. */
  readonly unit?: { readonly name: string; readonly result?: Json };
  readonly total?: number;
  readonly done?: number;
  readonly refused?: number;
}

/** Runs a statement inside the caller's transaction. */
export type Within = <Row>(statement: Sql) => Promise<Row[]>;

export interface JobContext {
  readonly job: Job;
  /** Aborts when the lease is lost, the job is cancelled or the worker closes. Pass it on; check it between items. */
  readonly signal: AbortSignal;
  /** Writes a chunk and how far it brings the job in one transaction: after a crash both are there or neither. */
  step(work: (query: Within) => Promise<Advance>): Promise<void>;
  /**
   * The same for a transaction that somebody else runs: call it as the last thing before the commit.
   * @throws JobStopped when the job is no longer this worker's: let the transaction roll back.
   */
  advance(within: Within, to: Advance): Promise<void>;
  /** Reads outside of any transaction. */
  readonly query: Within;
  /** Names of the pieces finished so far, of this and earlier attempts. */
  units(): Promise<Set<string>>;
}

export interface JobKind {
  readonly name: string;
  /** Default 5. A worker that died counts as an attempt. */
  readonly maxAttempts?: number;
  /** Does the work from `ctx.job.checkpoint` on. Throw to try again later, `JobRefused` when that is useless. */
  run(ctx: JobContext): Promise<void>;
  /** Counts anew what was done; answers one sentence for each disagreement. The job is done only when there is none. */
  verify(job: Job, query: Within): Promise<readonly string[]>;
}

/** Thrown by a job that would fail the same way if it were tried again. */
export class JobRefused extends Error {
  override readonly name = 'JobRefused';
}

/** Why a running job must stop without being finished. */
export class JobStopped extends Error {
  override readonly name = 'JobStopped';
  readonly why: 'lease lost' | 'cancelled' | 'closing';

  constructor(why: 'lease lost' | 'cancelled' | 'closing') {
    super(`job stopped: ${why}`);
    this.why = why;
  }
}
