/** A database of one's own for a test: empty, or with the tables of the record. */
import { randomBytes } from 'node:crypto';
import { migrate } from '@charthouse/chart-store';
import pg from 'pg';
import { databaseVariable, template, testServer } from './test-database.ts';

export interface FreshDatabase {
  /** Connection string. */
  readonly url: string;
  /** Removes the database, ending the connections that are still open. */
  drop(): Promise<void>;
}

/** Key of the index hashes in every migrated database of the tests. */
const hashKey = Buffer.alloc(32, 7);

/** Any number: one process makes the template of a server, the others wait. */
const templateLock = 7_190_452_302;

/** Creates an empty database under a random name in the test run's PostgreSQL. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const server = runningServer();
  return onServer(server, (client) => create(client, server, `template template0 encoding 'UTF8'`));
}

/** Creates a database with the tables of the record: a copy of one that is migrated once in a test run. */
export async function migratedDatabase(): Promise<FreshDatabase> {
  const server = runningServer();
  return onServer(server, async (client) => {
    await client.query('select pg_advisory_lock($1)', [templateLock]);
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [template]);
    if (!rowCount) await makeTemplate(client, server);
    await client.query('select pg_advisory_unlock($1)', [templateLock]);
    return create(client, server, `template ${template} strategy file_copy`);
  });
}

/** It gets its name when it is whole: a killed process leaves another. */
async function makeTemplate(client: pg.Client, server: string): Promise<void> {
  const { url } = await create(client, server, `template template0 encoding 'UTF8'`);
  await migrate({ connectionString: url, hashKey });
  await client.query(`alter database ${new URL(url).pathname.slice(1)} rename to ${template}`);
}

async function create(client: pg.Client, server: string, like: string): Promise<FreshDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await client.query(`create database ${name} ${like}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const drop = () => onServer(server, (again) => again.query(`drop database if exists ${name} with (force)`));
  return { url: url.href, drop: async () => void (await drop()) };
}

function runningServer(): string {
  const server = testServer();
  if (server) return server;
  throw new Error(
    `No test database: run this test in the vitest project db or e2e (name it *.db.test.ts or *.e2e.test.ts), or set ${databaseVariable}.`,
  );
}

async function onServer<T>(server: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
