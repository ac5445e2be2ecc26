/** An empty database of one's own for a test. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { databaseVariable, testServer } from './test-database.ts';

export interface FreshDatabase {
  /** Connection string. */
  readonly url: string;
  /** Removes the database, ending the connections that are still open. */
  drop(): Promise<void>;
}

/** Creates an empty database under a random name in the test run's PostgreSQL. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const server = testServer();
  if (!server) {
    throw new Error(
      `No test database: run this test in the vitest project db or e2e (name it *.db.test.ts or *.e2e.test.ts), or set ${databaseVariable}.`,
    );
  }
  const name = `test_${randomBytes(8).toString('hex')}`;
  await run(server, `create database ${name} template template0 encoding 'UTF8'`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(server, `drop database if exists ${name} with (force)`) };
}

async function run(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
