/**
 * A PostgreSQL for each process that tests at the same time (vitest `globalSetup`), since transactions of one file would hold
 * back what another may read of the outbox; every test takes its own database in it.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeAbandoned, startEmbedded } from '@charthouse/embedded-postgres';
import pg from 'pg';

/** Setting this uses PostgreSQL servers that already run (addresses with spaces between), by roles that may create databases. */
export const databaseVariable = 'CHARTHOUSE_TEST_DATABASE_URL';

/** The database of a server that migrated ones are copies of. */
export const template = 'charthouse_test_template';

const prefix = 'charthouse-test-';

/** Files with a database that `vitest.config.ts` lets run at the same time. */
const atOnce = 2;

/** Starts the databases unless one is given, and tells the test processes where they are. Returns the teardown. */
export default async function setup(): Promise<() => Promise<void>> {
  const given = process.env[databaseVariable]?.split(' ');
  if (given) return forgetTemplates(given);
  await removeLeftovers();
  const servers = await Promise.all(Array.from({ length: atOnce }, start));
  process.env[databaseVariable] = servers.map(({ url }) => url).join(' ');
  return async () => {
    delete process.env[databaseVariable];
    await Promise.all(servers.map(({ stop }) => stop()));
  };
}

/** Migrations may have changed since the last run. Returns that there is nothing to tear down. */
async function forgetTemplates(servers: readonly string[]): Promise<() => Promise<void>> {
  for (const connectionString of servers) {
    const client = new pg.Client({ connectionString });
    await client.connect();
    await client.query(`drop database if exists ${template} with (force)`).finally(() => client.end());
  }
  return async () => {};
}

/** The one that this process tests on. */
export function testServer(): string | undefined {
  const servers = process.env[databaseVariable]?.split(' ') ?? [];
  return servers[Number(process.env.VITEST_POOL_ID ?? 0) % servers.length];
}

async function start(): Promise<{ url: string; stop: () => Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), prefix));
  const postgres = await startEmbedded({ dataDir, profile: 'test' });
  const stop = async () => {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { url: postgres.url, stop };
}

/** A killed run cannot clean up after itself: the next one does. */
async function removeLeftovers(): Promise<void> {
  const folders = readdirSync(tmpdir()).filter((name) => name.startsWith(prefix));
  await Promise.all(folders.map((name) => removeAbandoned(join(tmpdir(), name))));
}
