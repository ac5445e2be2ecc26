import { mkdtemp, readdir, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshDatabase } from '@charthouse/testkit';
import { expect, test } from 'vitest';
import { readSettings } from '../settings/read.ts';
import { migrateCommand } from './migrate.ts';

async function migrate(url: string | { dataDir: string }, dryRun: boolean): Promise<string[]> {
  const said: string[] = [];
  await migrateCommand.run({
    values: { 'dry-run': dryRun, grant: undefined },
    positionals: [],
    settings: readSettings(typeof url === 'string' ? { DATABASE_URL: url } : { CHARTHOUSE_DATA: url.dataDir }).settings,
    report: { json: false, say: (text) => said.push(text), begin: () => {}, warn: () => {}, fail: () => {} },
    signal: new AbortController().signal,
  });
  return said;
}

test('a dry run says what would run and changes nothing; then it runs; then nothing is left', async () => {
  const database = await freshDatabase();
  const foretold = await migrate(database.url, true);
  expect(foretold[0]).toBe('would run 0001_record');
  expect(foretold.at(-1)).toMatch(/^\d+ migrations would run$/);
  expect(await migrate(database.url, true)).toEqual(foretold);
  expect(await migrate(database.url, false)).toEqual(
    foretold.map((line) => line.replace('would run', 'ran').replace(/ ran$/, '')),
  );
  expect(await migrate(database.url, false)).toEqual(['The database is up to date']);
  await database.drop();
});

test('a dry run in a folder that has no database says what would run and makes nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'charthouse-dry-'));
  const said = await migrate({ dataDir: join(folder, 'data') }, true);
  expect(said[0]).toBe('would run 0001_record');
  expect(said.at(-1)).toMatch(/^\d+ migrations would run$/);
  expect(await readdir(folder)).toEqual([]);
  await rmdir(folder);
});
