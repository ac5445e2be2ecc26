/** Verifies the whole ledger every night, and says loudly when it does not agree with the record. */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  auditLedger,
  keepVerification,
  type LedgerReport,
  ledgerStatus,
  queryDatabase,
  recordServerEvent,
} from '@charthouse/chart-store';
import { sql } from '@charthouse/fhir-search';
import type { Log } from '../serve/log.ts';
import type { Settings } from '../settings/settings.ts';
import { readKeyFile } from './key-file.ts';
import { outsideHeads } from './outside-heads.ts';

export interface NightlyOptions {
  readonly settings: Pick<Settings, 'dataDir' | 'ledgerKey' | 'audit' | 'witnesses'>;
  readonly databaseUrl: string;
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>;
  /** Milliseconds between two looks whether it is time. Default: a minute. */
  readonly every?: number;
  /** Default: the clock of this machine. */
  readonly now?: () => Date;
}

/** Hour of the local day, and milliseconds after which it is time at any hour. */
const night = 2;
const late = 26 * 3_600_000;
const tooSoon = 20 * 3_600_000;

/** Begins with the first look; the function it returns ends it, a running verification with it. */
export function verifyNightly(options: NightlyOptions): () => Promise<void> {
  const { log, every = 60_000 } = options;
  const stop = new AbortController();
  const { signal } = stop;
  const loop = async () => {
    while (!signal.aborted) {
      await sleep(every, undefined, { signal }).catch(() => {});
      if (signal.aborted) return;
      await verifyWhenDue(options, signal).catch((error) => {
        if (!signal.aborted) log.warn({ err: error }, 'the ledger could not be verified; it is tried again');
      });
    }
  };
  const ended = loop();
  return () => {
    stop.abort();
    return ended;
  };
}

async function verifyWhenDue(
  { settings, databaseUrl, log, now = () => new Date() }: NightlyOptions,
  signal: AbortSignal,
) {
  const database = await queryDatabase(databaseUrl);
  try {
    const [place] = await database.query<{ mine: boolean }>(
      sql`select pg_try_advisory_lock(hashtextextended('charthouse verify', 0)) as mine`,
    );
    if (!place?.mine) return;
    const { verified, size } = await ledgerStatus(database.query);
    const keys = await readKeyFile(settings);
    if (size === 0 || !keys || !isDue(verified?.to, now())) return;
    const began = now().getTime();
    const trusted = [...keys.verifiers, ...settings.witnesses.map(({ key }) => key)];
    const { heads: outside, silent } = await outsideHeads(settings, trusted);
    for (const reason of silent) log.warn({ reason }, 'the ledger is verified without a witness');
    const report = await auditLedger({ connectionString: databaseUrl, keys: trusted, outside, signal });
    await keepVerification(database.query, report, began);
    tell(report, log);
    const note = report.holds ? `${report.leaves} leaves agree` : `${report.findings.length} findings`;
    if (settings.audit !== 'off')
      await recordServerEvent(databaseUrl, { action: 'verify', status: report.holds ? 200 : 500, note });
  } finally {
    await database.close();
  }
}

function isDue(last: number | undefined, now: Date): boolean {
  const since = now.getTime() - (last ?? 0);
  return since > late || (now.getHours() === night && since > tooSoon);
}

function tell({ holds, leaves, findings }: LedgerReport, log: NightlyOptions['log']): void {
  if (holds) log.info({ leaves }, 'the ledger was verified: record and log agree');
  else
    log.error(
      { leaves, findings: findings.slice(0, 10) },
      'THE RECORD DOES NOT AGREE WITH THE LEDGER: charthouse verify',
    );
}
