import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FreshDatabase, freshDatabase } from '@charthouse/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ran } from '../command-line/run.testing.ts';

let database: FreshDatabase;
let folder: string;

beforeAll(async () => {
  database = await freshDatabase();
  folder = mkdtempSync(join(tmpdir(), 'charthouse-cli-'));
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

test('a backup is a job that can be looked up afterwards; one that cannot be written says why', async () => {
  const there = { DATABASE_URL: database.url, CHARTHOUSE_DATA: folder };
  const file = join(folder, 'a.backup');
  const made = await ran(['backup', file, '--json'], there);
  expect(made).toMatchObject({ code: 0, error: '' });
  const told = JSON.parse(made.out.trim().split('\n').at(-1)!);
  expect(told).toMatchObject({ file, job: 1 });
  const job = JSON.parse((await ran('jobs show 1 --json', there)).out);
  expect(job).toMatchObject({ kind: 'backup', state: 'done', done: told.rows, total: told.rows });
  const again = await ran(['backup', file], there);
  expect(again).toMatchObject({ code: 1, error: expect.stringContaining('replace it with --force') });
  expect(await ran('signatures rotate', there)).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^The key \S{43} in /),
  });
  const kept = await ran(['backup', file, '--force'], there);
  expect(kept).toMatchObject({ code: 0, out: expect.stringContaining(`Not in it: ${join(folder, 'documents.key')}`) });
  writeFileSync(join(folder, 'no-folder'), '');
  const failed = await ran(['backup', join(folder, 'no-folder/b.backup')], there);
  expect(failed.code).toBe(1);
  expect(failed.error).toMatch(/^Backing up .*\ncharthouse: no backup was made: Cannot write .*b\.backup: ENOTDIR/);
  expect(existsSync(join(folder, 'no-folder/b.backup'))).toBe(false);
});
