/** One PostgreSQL for a run, with the product's own settings, and databases in it. */
import { migrate } from '@charthouse/chart-store';
import { startEmbedded } from '@charthouse/embedded-postgres';
import pg from 'pg';

export interface Postgres {
  /** A connection of the role that owns everything. */
  readonly admin: pg.Client;
  /** Makes a database; like `template`, else with the record's empty tables. Resolves to its connection string. */
  create(template?: string): Promise<string>;
  drop(url: string): Promise<void>;
  /** Writes everything to disk, so that the next timed run does not pay for the last one. */
  settle(): Promise<void>;
  /** As `select version()` and `pg_settings` say. */
  facts(): Promise<{ readonly version: string; readonly settings: readonly string[] }>;
  stop(): Promise<void>;
}

/** Index hashes are the same in every run. */
const hashKey = Buffer.alloc(32, 7);
/** As `charthouse start` asks for. */
const connections = '100';

export async function startPostgres(dataDir: string, settings: Readonly<Record<string, string>>): Promise<Postgres> {
  const server = await startEmbedded({ dataDir, settings: { max_connections: connections, ...settings } });
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  let count = 0;
  let empty: string | undefined;
  const named = (name: string) => {
    const url = new URL(server.url);
    url.pathname = `/${name}`;
    return url.href;
  };
  const create = async (template: string): Promise<string> => {
    const name = `bench_${++count}`;
    await admin.query(`create database ${name} template ${template} strategy file_copy`);
    return named(name);
  };
  return {
    admin,
    async create(template) {
      if (template) return create(databaseName(template));
      if (!empty) {
        empty = await create('template0');
        await migrate({ connectionString: empty, hashKey });
      }
      return create(databaseName(empty));
    },
    async drop(url) {
      await admin.query(`drop database if exists ${databaseName(url)} with (force)`);
    },
    async settle() {
      await admin.query('checkpoint');
    },
    facts: () => facts(admin),
    async stop() {
      await admin.end();
      await server.stop();
    },
  };
}

function databaseName(url: string): string {
  return new URL(url).pathname.slice(1);
}

async function facts(admin: pg.Client): Promise<{ version: string; settings: string[] }> {
  const version = await admin.query<{ version: string }>("select current_setting('server_version') as version");
  const settings = await admin.query<{ name: string; value: string }>(
    `select name, current_setting(name) as value from pg_settings
     where source = 'configuration file' and name !~ '^(lc_|log_|unix_|listen|port|data|timezone|default_text)' order by name`,
  );
  return {
    version: version.rows[0]?.version ?? '',
    settings: settings.rows.map(({ name, value }) => `${name} = ${value}`),
  };
}
