import { mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FreshDatabase, freshDatabase } from '@charthouse/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ran } from '../command-line/run.testing.ts';

const databases: FreshDatabase[] = [];
let folder: string;

beforeAll(async () => {
  databases.push(await freshDatabase(), await freshDatabase());
  folder = mkdtempSync(join(tmpdir(), 'charthouse-cli-'));
});
afterAll(async () => {
  for (const database of databases) await database.drop();
  rmSync(folder, { recursive: true });
});

test('what was backed up is there after a restore into another database, and can be searched and exported', async () => {
  const [from, to] = databases.map(({ url }) => ({ DATABASE_URL: url }));
  const patients = join(folder, 'p.ndjson');
  const file = join(folder, 'a.backup');
  writeFileSync(patients, '{"resourceType":"Patient","id":"a"}\n{"resourceType":"Patient","id":"b"}\n');
  expect((await ran(['import', patients], from)).code).toBe(0);
  expect(await ran(['backup', file], from)).toMatchObject({ code: 0, error: `Backing up the record to ${file}\n` });
  expect((await ran(['restore', file, '--check'], to)).out).toMatch(/ is whole: [\d,]+ rows of /);
  expect((await ran(['restore', file], to)).out).toMatch(/^Restored [\d,]+ rows of \d{4}-/);
  expect((await ran(['restore', file], to)).error).toMatch(
    /^Restoring the record from .*\ncharthouse: The database already holds a record\. .*--force\.\n$/,
  );
  expect((await ran(['export', '--to', join(folder, 'out')], to)).out).toMatch(/^Exported 2 resources in 1 file to /);
  const some = ['export', '--to', join(folder, 'some'), '--type', 'Patient', '--type', 'Coverage'];
  expect((await ran(some, to)).out).toMatch(
    /^Exported 2 resources in 1 file to .*; there are none of type Coverage\n$/,
  );
  expect((await ran('jobs --json', to)).out).toContain('"error":"It was running when the backup was made');
  truncateSync(file, statSync(file).size - 3_000);
  expect(await ran(['restore', file, '--force'], to)).toMatchObject({
    code: 1,
    error: expect.stringContaining('is damaged'),
  });
});
