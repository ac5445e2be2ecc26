/** Rows of `job` as the driver gives them, and as `Job`. */
import type { Job, JobState, Json } from './kind.ts';

export interface JobRow {
  id: string;
  kind: string;
  input: Json;
  state: JobState;
  cancel: boolean;
  attempt: number;
  max_attempts: number;
  run_at: Date;
  lease_until: Date | null;
  checkpoint: Json;
  total: string | null;
  done: string;
  refused: string;
  error: string | null;
  created: Date;
  started: Date | null;
  claimed: Date | null;
  claimed_at: string;
  finished: Date | null;
  requested_by: string | null;
}

const time = (date: Date | null) => date?.getTime();
const count = (text: string | null) => (text === null ? undefined : Number(text));

export function jobOf(row: JobRow): Job {
  return {
    id: Number(row.id),
    kind: row.kind,
    input: row.input,
    state: row.state,
    cancel: row.cancel,
    attempt: row.attempt,
    maxAttempts: row.max_attempts,
    runAt: row.run_at.getTime(),
    leaseUntil: time(row.lease_until),
    checkpoint: row.checkpoint,
    total: count(row.total),
    done: Number(row.done),
    refused: Number(row.refused),
    error: row.error ?? undefined,
    created: row.created.getTime(),
    started: time(row.started),
    claimed: time(row.claimed),
    claimedAt: Number(row.claimed_at),
    finished: time(row.finished),
    requestedBy: row.requested_by ?? undefined,
  };
}
