/** How the ledger stands: for administrators, readiness and metrics. */
import { sql } from '@charthouse/fhir-search';
import type { Within } from '../jobs/kind.ts';
import type { LedgerReport } from './audit-ledger.ts';

export interface LedgerStatus {
  readonly origin: string | null;
  readonly size: number;
  /** Why nothing is added; null: all is well. */
  readonly halted: string | null;
  /** Versions stored before the ledger wait for their leaves. */
  readonly filling: boolean;
  readonly checkpoints: number;
  /** Milliseconds since 1970; null: there is none. */
  readonly lastCheckpoint: number | null;
  readonly witnesses: readonly { readonly name: string; readonly size: number; readonly at: number }[];
  /** Witnesses that did not cosign when they were asked last, and why. */
  readonly unwitnessed: readonly { readonly name: string; readonly reason: string; readonly at: number }[];
  readonly verified: Verified | null;
}

export interface Verified {
  /** Milliseconds since 1970: everything recorded until then was verified. */
  readonly to: number;
  readonly leaves: number;
  readonly holds: boolean;
  readonly findings: readonly string[];
}

interface Row {
  readonly origin: string | null;
  readonly size: number;
  readonly halted: string | null;
  readonly filling: boolean;
  readonly checkpoints: number;
  readonly last: number | null;
  readonly witnesses: { name: string; size: number; at: number }[] | null;
  readonly unwitnessed: { name: string; reason: string; at: number }[] | null;
  readonly verified: Verified | null;
}

export async function ledgerStatus(query: Within): Promise<LedgerStatus> {
  const [row] = await query<Row>(sql`
    select l.origin, l.size::float8 as size, l.halted, l.filled is not null as filling,
      (select count(*)::float8 from ledger_checkpoint) as checkpoints,
      (select (extract(epoch from signed) * 1000)::float8 from ledger_checkpoint order by size desc limit 1) as last,
      (select jsonb_agg(jsonb_build_object('name', w.witness, 'size', w.size, 'at', (extract(epoch from w.at) * 1000)::float8) order by w.witness)
        from (select distinct on (witness) * from ledger_cosignature order by witness, size desc) w) as witnesses,
      (select jsonb_agg(jsonb_build_object('name', w.witness, 'reason', w.reason, 'at', (extract(epoch from w.at) * 1000)::float8) order by w.witness)
        from ledger_witness w where w.outcome <> 'cosigned') as unwitnessed,
      (select jsonb_build_object('to', (extract(epoch from v.began) * 1000)::float8, 'leaves', v.size, 'holds', v.holds,
        'findings', v.report -> 'findings') from ledger_verification v order by v.at desc limit 1) as verified
    from ledger l`);
  if (!row) throw new Error('The database has no ledger: run the migrations.');
  const { last, witnesses, unwitnessed, ...rest } = row;
  return { ...rest, lastCheckpoint: last, witnesses: witnesses ?? [], unwitnessed: unwitnessed ?? [] };
}

/** Keeps what an audit found; `began` in milliseconds since 1970. */
export async function keepVerification(query: Within, report: LedgerReport, began: number): Promise<void> {
  await query(sql`
    insert into ledger_verification (began, size, holds, report)
    values (to_timestamp(${began / 1000}::float8), ${report.leaves}::int8, ${report.holds}, ${JSON.stringify(report)}::jsonb)`);
  await query(sql`delete from ledger_verification where at < now() - interval '400 days'`);
}
