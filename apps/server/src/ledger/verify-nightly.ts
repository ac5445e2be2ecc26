/** Verifies the whole ledger every night, and says loudly when it does not agree with the record. */
import { setTimeout as sleep } from 'node:timers/promises';
import { ledgerStatus, queryDatabase } from '@charthouse/chart-store';
import { sql } from '@charthouse/fhir-search';
import { readKeyFile } from './key-file.ts';
import { type VerifyingServer, verifyOnce } from './verify-once.ts';

export interface NightlyOptions extends VerifyingServer {
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
    await verifyOnce({ settings, databaseUrl, log }, { keys, began: now().getTime(), signal });
  } finally {
    await database.close();
  }
}

function isDue(last: number | undefined, now: Date): boolean {
  const since = now.getTime() - (last ?? 0);
  return since > late || (now.getHours() === night && since > tooSoon);
}
