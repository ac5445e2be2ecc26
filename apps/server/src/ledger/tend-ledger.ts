/** The work of `charthouse ledger`. docs/ledger.md */
import { rename } from 'node:fs/promises';
import {
  knownKeys,
  type LedgerConnection,
  ledgerStatus,
  queryDatabase,
  recordKeyChange,
  resumeLedger,
} from '@charthouse/chart-store';
import { sql } from '@charthouse/fhir-search';
import { writeVerifierKey } from '@charthouse/ledger';
import type { LedgerAction } from '../cli/ledger.ts';
import type { Report } from '../command-line/report.ts';
import { failure } from '../command-line/stop.ts';
import { whoAtTheCommand } from '../database/who-at-the-command.ts';
import { withDatabase } from '../database/with-database.ts';
import type { Settings } from '../settings/settings.ts';
import { headFile, headFilePath } from './head-file.ts';
import { newOrigin } from './keep-ledger.ts';
import { type KeyFile, keyFilePath, keyLines, newKeyLine, readKeyFile, writeKeyFile } from './key-file.ts';
import { statusInWords } from './status-in-words.ts';

interface Surroundings {
  readonly settings: Settings;
  readonly report: Report;
}

interface Wanted {
  readonly action: LedgerAction;
  readonly reason: string;
}

/** Resolves to the exit code. @throws CommandStop */
export async function tendLedger({ action, reason }: Wanted, { settings, report }: Surroundings): Promise<number> {
  return withDatabase(settings, async (url) => {
    const database = await queryDatabase(url);
    try {
      if (action === 'status') {
        const status = await ledgerStatus(database.query);
        report.say(statusInWords(status, await readKeyFile(settings)), { ...status });
        return status.halted === null && status.verified?.holds !== false ? 0 : 1;
      }
      const said = await acts[action](database, settings, reason);
      report.say(said, { ledger: action, key: publicKeyOf(await readKeyFile(settings)) });
      return 0;
    } finally {
      await database.close();
    }
  });
}

type Act = (database: LedgerConnection, settings: Settings, reason: string) => Promise<string>;

const acts: { readonly [A in Exclude<LedgerAction, 'status'>]: Act } = {
  async rotate({ query }, settings) {
    const file = await required(settings);
    const { secret, former } = await keyLines(settings);
    await writeKeyFile(settings, [newKeyLine(file.signers[0]!.key.name), ...secret, ...former]);
    const key = publicKeyOf(await readKeyFile(settings));
    await recordKeyChange(query, { key, event: 'new', by: whoAtTheCommand() });
    return `A new key signs, and the old one beside it until \`charthouse ledger retire\`. Tell it to witnesses and to whoever verifies:\n  ${key}`;
  },

  async retire({ query }, settings) {
    const file = await required(settings);
    if (file.signers.length < 2)
      throw failure('there is one key only: `charthouse ledger rotate` makes a new one first.');
    const { secret, former } = await keyLines(settings);
    const retired = file.signers.slice(1).map(({ key }) => writeVerifierKey(key));
    await writeKeyFile(settings, [...secret.slice(0, 1), ...retired, ...former]);
    for (const key of retired) await recordKeyChange(query, { key, event: 'retired', by: whoAtTheCommand() });
    return `Signs no more, and stays in the key file to check what it signed:\n${retired.map((key) => `  ${key}`).join('\n')}`;
  },

  async resume(database, settings, reason) {
    const { halted } = await ledgerStatus(database.query);
    if (halted === null) throw failure('the ledger is not halted: there is nothing to resume.');
    const former = await formerKeys(database, settings);
    const origin = newOrigin(settings);
    const abandoned = (await headFile(settings).read()) ?? null;
    await writeKeyFile(settings, [newKeyLine(origin), ...former]);
    const key = publicKeyOf(await readKeyFile(settings));
    await database.query(sql`begin`);
    await resumeLedger(database.query, { origin, key, reason, by: whoAtTheCommand(), abandoned });
    await database.query(sql`commit`);
    const head = headFilePath(settings);
    if (abandoned !== null) await rename(head, `${head}.${new Date().toISOString().replaceAll(':', '')}`);
    return `The log ${origin} continues the tree, and says so and why. Tell its key to witnesses and to whoever verifies:\n  ${key}`;
  },
};

async function required(settings: Settings): Promise<KeyFile> {
  const file = await readKeyFile(settings);
  if (!file) throw failure(`the key of the ledger is not in ${keyFilePath(settings)}.`);
  return file;
}

/** Of the key file; where it is lost, those that the ledger was told of. */
async function formerKeys({ query }: LedgerConnection, settings: Settings): Promise<string[]> {
  const file = await readKeyFile(settings);
  return file ? file.verifiers.map(writeVerifierKey) : knownKeys(query);
}

function publicKeyOf(file: KeyFile | undefined): string {
  const [signer] = file?.signers ?? [];
  return signer ? writeVerifierKey(signer.key) : '';
}
