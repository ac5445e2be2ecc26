/** One PostgreSQL for a whole test run (vitest `globalSetup`); every test takes its own database in it. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeAbandoned, startEmbedded } from '@charthouse/embedded-postgres';

/** Setting this uses a PostgreSQL that already runs, by a role that may create databases. */
export const databaseVariable = 'CHARTHOUSE_TEST_DATABASE_URL';

const prefix = 'charthouse-test-';

/** Starts the database unless one is given, and tells the test processes where it is. Returns the teardown. */
export default async function setup(): Promise<() => Promise<void>> {
  if (process.env[databaseVariable]) return async () => {};
  await removeLeftovers();
  const dataDir = mkdtempSync(join(tmpdir(), prefix));
  const postgres = await startEmbedded({ dataDir, profile: 'test' });
  process.env[databaseVariable] = postgres.url;
  return async () => {
    delete process.env[databaseVariable];
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}

/** A killed run cannot clean up after itself: the next one does. */
async function removeLeftovers(): Promise<void> {
  const folders = readdirSync(tmpdir()).filter((name) => name.startsWith(prefix));
  await Promise.all(folders.map((name) => removeAbandoned(join(tmpdir(), name))));
}
