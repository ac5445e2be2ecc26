/** One moment of the whole database, seen by several connections at once: an exported snapshot. */
import pg from 'pg';
import { type BackupManifest, type BackupTable, backupFormat, sha256 } from './manifest.ts';
import { promisedObjects } from './promised.ts';

export interface Snapshot {
  readonly about: Omit<BackupManifest, 'segments'>;
  /** Another connection that sees the same moment. */
  join(): Promise<pg.Client>;
  close(): Promise<void>;
}

/** @throws when the database cannot be reached or read */
export async function takeSnapshot(connectionString: string, program: string): Promise<Snapshot> {
  const clients: pg.Client[] = [];
  const connect = async (begin: string) => {
    const client = new pg.Client({ connectionString, application_name: 'charthouse backup' });
    client.on('error', () => {}); // fails the query that runs
    clients.push(client);
    await client.connect();
    await client.query(`begin isolation level repeatable read read only; ${begin}
      set local extra_float_digits = 3; set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0;
      set local datestyle = iso; set local intervalstyle = iso_8601; set local timezone = 'UTC'; set local bytea_output = hex;`);
    return client;
  };
  const close = async () => {
    await Promise.all(clients.map((client) => client.end().catch(() => {})));
  };
  try {
    const first = await connect('');
    const { rows } = await first.query<{ id: string }>('select pg_export_snapshot() as id');
    const about = await describe(first, program);
    return { about, join: () => connect(`set transaction snapshot '${rows[0]!.id}';`), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function describe(client: pg.Client, program: string): Promise<Snapshot['about']> {
  const head = await client.query<{ taken: Date; postgres: string }>(
    `select now() as taken, current_setting('server_version') as postgres`,
  );
  const migrations = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from migration order by version',
  );
  const promised = await promisedObjects(client);
  const { taken, postgres } = head.rows[0]!;
  return {
    format: backupFormat,
    program,
    taken: taken.toISOString(),
    postgres,
    migrations: migrations.rows,
    schema: sha256(promised.objects.join('\n')),
    tables: await tablesOf(client, promised.tables),
    sequences: await sequencesOf(client, promised.sequences),
  };
}

/** With their columns and counts, largest first. */
async function tablesOf(client: pg.Client, names: readonly string[]): Promise<BackupTable[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and c.relname = any($1)
     group by c.oid, c.relname order by pg_total_relation_size(c.oid) desc, 1`,
    [names],
  );
  const tables: BackupTable[] = [];
  for (const { name, columns } of rows) {
    const counted = await client.query<{ n: string }>(`select count(*) as n from ${pg.escapeIdentifier(name)}`);
    tables.push({ name, columns, rows: Number(counted.rows[0]!.n) });
  }
  return tables;
}

async function sequencesOf(client: pg.Client, names: readonly string[]): Promise<BackupManifest['sequences']> {
  const sequences = [];
  for (const name of names) {
    const state = await client.query<{ value: string; called: boolean }>(
      `select last_value::text as value, is_called as called from ${pg.escapeIdentifier(name)}`,
    );
    sequences.push({ name, ...state.rows[0]! });
  }
  return sequences;
}
