/** One verification of the whole ledger by a server: with the keys and heads at hand; its result is kept, told and recorded. */
import {
  auditLedger,
  keepVerification,
  type LedgerReport,
  queryDatabase,
  recordServerEvent,
} from '@charthouse/chart-store';
import type { Log } from '../serve/log.ts';
import type { Settings } from '../settings/settings.ts';
import type { KeyFile } from './key-file.ts';
import { outsideHeads } from './outside-heads.ts';

export interface VerifyingServer {
  readonly settings: Pick<Settings, 'dataDir' | 'ledgerKey' | 'audit' | 'witnesses'>;
  readonly databaseUrl: string;
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>;
}

interface Verification {
  readonly keys: Pick<KeyFile, 'verifiers'>;
  /** Milliseconds since 1970. */
  readonly began: number;
  readonly signal: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/** @throws Error when the database cannot be read, or the signal is aborted */
export async function verifyOnce(
  { settings, databaseUrl, log }: VerifyingServer,
  { keys, began, ...how }: Verification,
): Promise<LedgerReport> {
  const trusted = [...keys.verifiers, ...settings.witnesses.map(({ key }) => key)];
  const { heads: outside, silent } = await outsideHeads(settings, trusted);
  for (const reason of silent) log.warn({ reason }, 'the ledger is verified without a witness');
  const report = await auditLedger({ connectionString: databaseUrl, keys: trusted, outside, ...how });
  const database = await queryDatabase(databaseUrl);
  await keepVerification(database.query, report, began).finally(database.close);
  tell(report, log);
  const note = report.holds ? `${report.leaves} leaves agree` : `${report.findings.length} findings`;
  if (settings.audit !== 'off')
    await recordServerEvent(databaseUrl, { action: 'verify', status: report.holds ? 200 : 500, note });
  return report;
}

function tell({ holds, leaves, findings }: LedgerReport, log: VerifyingServer['log']): void {
  if (holds) log.info({ leaves }, 'the ledger was verified: record and log agree');
  else
    log.error(
      { leaves, findings: findings.slice(0, 10) },
      'THE RECORD DOES NOT AGREE WITH THE LEDGER: charthouse verify',
    );
}
