/** Brings a backup into a database: all of it in one transaction, so that whatever happens there is the old state or the new. */

import { finished } from 'node:stream/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { migrate } from '../migrate/migrate.ts';
import { emptySchema } from './empty-schema.ts';
import { isOfLog, keepLog, makeMonths, monthsOf } from './keep-log.ts';
import { BackupError, type BackupManifest, rowsOf } from './manifest.ts';
import { requireRoom } from './require-room.ts';
import { readBackup, verifyBackup } from './verify.ts';

export interface RestoreOptions {
  readonly connectionString: string;
  readonly file: string;
  /** Replaces a record that is there. */
  readonly force?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (step: 'checking' | 'loading' | 'indexing', done: number, total: number) => void;
}

/** Afterwards the database has the schema of this program, also when the backup is older. @throws BackupError */
export async function restore(options: RestoreOptions): Promise<BackupManifest> {
  const tell = options.onProgress ?? (() => {});
  let checked = 0;
  const manifest = await verifyBackup(options.file, (rows) => {
    checked += rows;
    tell('checking', checked, checked);
  });
  const client = new pg.Client({ connectionString: options.connectionString, application_name: 'charthouse restore' });
  client.on('error', () => {}); // fails the query that runs
  await client.connect();
  try {
    await client.query('begin');
    await client.query(settings);
    await requireRoom(client, options.force ?? false);
    const bringLogBack = await keepLog(client);
    const finish = await emptySchema(client, manifest);
    await load(client, manifest, { ...options, onProgress: tell });
    tell('indexing', 0, rowsOf(manifest));
    await finish();
    await setSequences(client, manifest);
    await requireCounts(client, manifest);
    await bringLogBack();
    await client.query(endRunningJobs);
    await client.query(doubtLedger);
    await client.query('commit');
  } finally {
    await client.end().catch(() => {});
  }
  await migrate({ connectionString: options.connectionString });
  return manifest;
}

const settings = `set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0; set local lock_timeout = '10s';
  set local maintenance_work_mem = '256MB'; set local synchronous_commit = on; set local datestyle = iso; set local timezone = 'UTC'; set local charthouse.restoring = 'on'`;

/** Their worker is not in this database's world; whoever wants can let them go on. */
const endRunningJobs = `update job set state = 'failed', lease = null, finished = now(),
  error = 'It was running when the backup was made that this database was restored from.' where state = 'running'`;

/** Nothing is added to a ledger of which nobody knows whether it is as far as what was published. A backup may be older than ledgers. */
const doubtLedger = `do $$ begin
  if to_regclass('ledger') is not null then update ledger set restored = true where size > 0; end if; end $$`;

const unpack = promisify(gunzip);

async function load(
  client: pg.Client,
  manifest: BackupManifest,
  { file, signal, onProgress }: Required<Pick<RestoreOptions, 'onProgress'>> & RestoreOptions,
): Promise<void> {
  const segments = new Map(manifest.segments.map((segment) => [segment.name, segment]));
  const columns = new Map(manifest.tables.map((table) => [table.name, table.columns]));
  const total = rowsOf(manifest);
  let done = 0;
  for await (const { name, content } of readBackup(file)) {
    const segment = segments.get(name);
    if (!segment) continue;
    signal?.throwIfAborted();
    const text = await unpack(content);
    const names = columns.get(segment.table) ?? [];
    if (isOfLog(segment.table) && names.includes('at'))
      await makeMonths(client, monthsOf(text.toString('latin1'), names.indexOf('at')));
    const list = names.map((column) => pg.escapeIdentifier(column)).join(', ');
    const stream = client.query(copyFrom(`copy ${pg.escapeIdentifier(segment.table)} (${list}) from stdin`));
    stream.end(text);
    await finished(stream);
    done += segment.rows;
    onProgress('loading', done, total);
  }
}

async function setSequences(client: pg.Client, { sequences }: BackupManifest): Promise<void> {
  for (const { name, value, called } of sequences)
    await client.query('select setval($1::regclass, $2, $3)', [pg.escapeIdentifier(name), value, called]);
}

async function requireCounts(client: pg.Client, { tables }: BackupManifest): Promise<void> {
  for (const { name, rows } of tables) {
    const counted = await client.query<{ n: string }>(`select count(*) as n from ${pg.escapeIdentifier(name)}`);
    const n = Number(counted.rows[0]!.n);
    if (n !== rows)
      throw new BackupError(`${n} rows of ${name} arrived, ${rows} were in the backup; nothing was restored.`);
  }
}
