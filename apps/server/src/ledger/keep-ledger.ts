/** The ledger of a running server: its keys and head in the data folder, its sequencer in the first process. */
import { randomBytes } from 'node:crypto';
import { type Sequencer, startSequencer } from '@charthouse/chart-store';
import type { Log } from '../serve/log.ts';
import type { Settings } from '../settings/settings.ts';
import { headFile } from './head-file.ts';
import { keyFilePath, newKeyLine, readKeyFile, writeKeyFile } from './key-file.ts';

export interface LedgerOptions {
  readonly settings: Pick<Settings, 'dataDir' | 'ledgerKey' | 'publicUrl'>;
  readonly databaseUrl: string;
  readonly log: Pick<Log, 'info' | 'error' | 'warn'>;
}

/** Begins at once. */
export function keepLedger({ settings, databaseUrl, log }: LedgerOptions): Sequencer {
  return startSequencer({
    connectionString: databaseUrl,
    head: headFile(settings),
    keys: async (origin) => {
      const file = await readKeyFile(settings);
      if (file) return file;
      const path = keyFilePath(settings);
      if (origin !== null)
        throw new Error(
          `The key of the ledger ${origin} is not in ${path}. Copy it from the server that this record comes from, or let a new log continue this one: charthouse ledger resume.`,
        );
      await writeKeyFile(settings, [newKeyLine(newOrigin(settings))]);
      log.info({ path }, 'the ledger has a new key: keep a copy of it as safe as the record');
      return (await readKeyFile(settings))!;
    },
    onHalted: (reason) => log.error({ reason }, 'nothing is added to the ledger'),
    onFailure: (error) => log.warn({ err: error }, 'the ledger could not be continued; it is tried again'),
  });
}

/** Names the log: no two have the same. https://c2sp.org/tlog-checkpoint */
export function newOrigin({ publicUrl }: Pick<Settings, 'publicUrl'>): string {
  const host = publicUrl === undefined ? 'charthouse' : new URL(publicUrl).host;
  return `${host}/log/${randomBytes(4).toString('hex')}`;
}
