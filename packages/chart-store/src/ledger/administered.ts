/** What an administrator sees of the ledger besides how it stands: heads, verifications, anchors, and a verification that runs. */
import { raw, sql } from '@charthouse/fhir-search';
import type { JobState, Json, Within } from '../jobs/kind.ts';

/** Of the job that verifies the ledger. */
export const verifyKindName = 'verify-ledger';

/** Times in milliseconds since 1970; the newest first. */
export interface AdministeredLedger {
  readonly checkpoints: readonly {
    readonly size: number;
    readonly at: number;
    /** Names of witnesses. */
    readonly cosigned: readonly string[];
  }[];
  readonly verifications: readonly {
    /** Everything recorded until then was compared. */
    readonly to: number;
    readonly leaves: number;
    readonly holds: boolean;
    readonly findings: number;
  }[];
  readonly anchored: readonly LedgerJob[];
  /** That waits or runs. */
  readonly verifying: LedgerJob | undefined;
}

/** Checkpoints, verifications and anchors that are shown. */
const most = 12;

export async function administeredLedger(query: Within, anchorKind: string): Promise<AdministeredLedger> {
  const checkpoints = await query<AdministeredLedger['checkpoints'][number]>(sql`
    select c.size::float8 as size, (extract(epoch from c.signed) * 1000)::float8 as at,
      array(select s.witness from ledger_cosignature s where s.size = c.size order by s.witness) as cosigned
    from ledger_checkpoint c order by c.size desc limit ${most}`);
  const verifications = await query<AdministeredLedger['verifications'][number]>(sql`
    select (extract(epoch from began) * 1000)::float8 as to, size::float8 as leaves, holds,
      coalesce(jsonb_array_length(report -> 'findings'), 0) as findings
    from ledger_verification order by at desc limit ${most}`);
  return {
    checkpoints,
    verifications,
    anchored: await query(sql`select ${columns} from job where kind = ${anchorKind} order by id desc limit ${most}`),
    verifying: await runningVerification(query),
  };
}

/** A job of the ledger; times in milliseconds since 1970. */
export interface LedgerJob {
  readonly state: JobState;
  readonly done: number;
  readonly total: number | null;
  readonly checkpoint: Json;
  readonly error: string | null;
  /** When it ended, or was asked for. */
  readonly at: number;
}

const columns = raw(
  'state, done::float8 as done, total::float8 as total, checkpoint, error, (extract(epoch from coalesce(finished, created)) * 1000)::float8 as at',
);

async function runningVerification(query: Within): Promise<LedgerJob | undefined> {
  const [job] = await query<LedgerJob>(
    sql`select ${columns} from job where kind = ${verifyKindName} and state in ('queued', 'running') order by id desc limit 1`,
  );
  return job;
}

/** Asks for a verification, unless one waits or runs. `by`: who asks, for the list of jobs. */
export async function requestVerification(query: Within, by: string): Promise<LedgerJob> {
  const running = await runningVerification(query);
  if (running) return running;
  const [added] = await query<LedgerJob>(sql`
    with added as (insert into job (kind, max_attempts, requested_by) values (${verifyKindName}, 3, ${by}) returning *)
    select ${columns}, pg_notify('job', kind)::text as told from added`);
  return added!;
}
