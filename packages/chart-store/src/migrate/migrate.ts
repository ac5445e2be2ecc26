/** Brings a database to the schema of this program: every migration in a transaction of its own, then the schema is verified. */
import pg from 'pg';
import { asOutcome } from '../connections/failures.ts';
import { type Migration, readMigrations } from './migrations.ts';
import { syncNumbers } from './numbers.ts';
import { schemaObjects } from './schema-objects.ts';
import {
  type AppliedMigration,
  MigrationError,
  pendingMigrations,
  requireServerVersion,
  unpromisedObjects,
} from './state.ts';

export interface MigrateOptions {
  readonly connectionString: string;
  /** Only tells what would run. */
  readonly dryRun?: boolean;
  /** Key of the index hashes for a new record; random by default. */
  readonly hashKey?: Uint8Array;
  /** Folder of the migration files; the program's own by default. */
  readonly folder?: URL;
}

export interface MigrationReport {
  /** Names of the migrations that ran now; with `dryRun` those that would. */
  readonly migrations: readonly string[];
  /** Tables, indexes and sequences beside ours that no migration made. */
  readonly unpromised: readonly string[];
}

/** What a database had; the first thing in it. */
export const migrationTable = `create table if not exists migration (
  version int4 not null primary key,
  name text not null,
  sha256 text not null,
  applied timestamptz not null default now(),
  objects text[] not null
)`;

/** Any number that other programs are unlikely to lock. */
const advisoryKey = 7_190_452_301;

/** Throws a `MigrationError` when database and program do not fit, an OutcomeError 503 when it cannot be reached. */
export async function migrate(options: MigrateOptions): Promise<MigrationReport> {
  const files = await readMigrations(options.folder);
  const client = new pg.Client({
    connectionString: options.connectionString,
    connectionTimeoutMillis: 5000,
    application_name: 'charthouse migrate',
  });
  client.on('error', () => {});
  try {
    await client.connect();
    await requireFittingServer(client);
    return options.dryRun ? await foretell(client, files) : await run(client, files, options);
  } catch (error) {
    throw asOutcome(error);
  } finally {
    await client.end();
  }
}

/** What an empty database would get, in order. */
export async function migrationNames(): Promise<string[]> {
  return (await readMigrations()).map((file) => file.name);
}

async function requireFittingServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ server_version_num: string }>('show server_version_num');
  requireServerVersion(Number(rows[0]!.server_version_num));
}

async function foretell(client: pg.Client, files: readonly Migration[]): Promise<MigrationReport> {
  const applied = (await isBegun(client)) ? await appliedMigrations(client) : [];
  const pending = pendingMigrations(files, applied);
  const unpromised = applied.length ? unpromisedObjects(applied.at(-1)!.objects, await schemaObjects(client)) : [];
  return { migrations: pending.map((file) => file.name), unpromised };
}

async function isBegun(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ present: boolean }>("select to_regclass('migration') is not null as present");
  return rows[0]!.present;
}

async function run(client: pg.Client, files: readonly Migration[], options: MigrateOptions): Promise<MigrationReport> {
  const migrations: string[] = [];
  for (let last: Done | undefined; ; ) {
    last = await locked(client, () => runNext(client, files, last));
    if (!last) break;
    migrations.push(last.name);
  }
  return locked(client, async () => {
    const applied = await appliedMigrations(client);
    const unpromised = unpromisedObjects(applied.at(-1)!.objects, await schemaObjects(client));
    await syncNumbers(client, options.hashKey);
    return { migrations, unpromised };
  });
}

/** A migration that this program just ran, and what the schema was after it. */
interface Done {
  readonly version: number;
  readonly name: string;
  readonly objects: string[];
}

/** Runs the next pending migration, if any. The schema is looked at before it unless `last` is what was applied last. */
async function runNext(client: pg.Client, files: readonly Migration[], last?: Done): Promise<Done | undefined> {
  // a role that owns nothing may not even try
  if (!(await isBegun(client))) await client.query(migrationTable);
  const applied = await appliedMigrations(client);
  const next = pendingMigrations(files, applied)[0];
  if (!next) return undefined;
  const newest = applied.at(-1);
  if (!newest) refuseForeign(await schemaObjects(client));
  else if (newest.version !== last?.version) unpromisedObjects(newest.objects, await schemaObjects(client));
  try {
    await client.query(next.sql);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new MigrationError(`Migration ${next.name} failed and left nothing behind: ${reason}`);
  }
  const objects = await schemaObjects(client);
  await client.query('insert into migration (version, name, sha256, objects) values ($1, $2, $3, $4)', [
    next.version,
    next.name,
    next.sha256,
    objects,
  ]);
  return { version: next.version, name: next.name, objects };
}

function refuseForeign(objects: readonly string[]): void {
  const foreign = objects.filter((line) => !/^(migration\.|index migration_pkey|constraint migration_pkey)/.test(line));
  if (!foreign.length) return;
  throw new MigrationError(
    `The database already holds other tables (${foreign[0]}). Charthouse needs a database of its own.`,
  );
}

/** In order; the schema only with the newest, which alone is compared. */
async function appliedMigrations(client: pg.Client): Promise<AppliedMigration[]> {
  const { rows } = await client.query<AppliedMigration>(
    `select version, name, sha256, case when lead(version) over (order by version) is null then objects else '{}' end as objects
     from migration order by version`,
  );
  return rows;
}

/** One transaction at a time among all programs that migrate this database. */
async function locked<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    await client.query('select pg_advisory_xact_lock($1)', [advisoryKey]);
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}
