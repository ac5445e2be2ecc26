import { createJobs } from '@charthouse/chart-store';
import { type FreshDatabase, migratedDatabase } from '@charthouse/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ran } from '../command-line/run.testing.ts';

let database: FreshDatabase;
const jobs = (line: string) => ran(line, { DATABASE_URL: database.url });

beforeAll(async () => {
  database = await migratedDatabase();
});
afterAll(() => database.drop());

test('jobs are listed, shown, cancelled and retried', async () => {
  expect(await jobs('jobs')).toEqual({ code: 0, out: 'There are no jobs.\n', error: '' });
  const engine = createJobs({ connectionString: database.url, kinds: [] });
  const { id } = await engine.enqueue({ kind: 'import', input: { paths: ['/data'] }, requestedBy: 'ann@ward' });
  await engine.close();
  expect((await jobs('jobs')).out).toMatch(/^ +1 {2}import {4}stopped {6}\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}0\n$/);
  const shown = await jobs(`jobs show ${id}`);
  expect(shown.out).toContain('asked by    ann@ward\n');
  expect(shown.out).toContain('input       {"paths":["/data"]}\n');
  expect(shown.out).toContain('to go on    charthouse import --resume /data\n');
  expect((await jobs(`jobs cancel ${id}`)).out).toContain('cancelled');
  expect(JSON.parse((await jobs('jobs list --json')).out)).toMatchObject({
    id,
    kind: 'import',
    state: 'cancelled',
    done: 0,
  });
  expect((await jobs('jobs list --json')).out).not.toContain('checkpoint');
  expect((await jobs(`jobs retry ${id}`)).out).toContain('stopped');
  expect(await jobs(`jobs retry ${id}`)).toMatchObject({
    code: 1,
    error: `charthouse: job ${id} is stopped; only one that failed or was cancelled can be retried.\n`,
  });
});

test('what cannot be done is said', async () => {
  expect(await jobs('jobs stop')).toMatchObject({
    code: 2,
    error: expect.stringContaining('does not understand `stop`'),
  });
  expect(await jobs('jobs show')).toMatchObject({
    code: 2,
    error: expect.stringContaining('needs the number of a job'),
  });
  expect(await jobs('jobs show 99')).toMatchObject({ code: 1, error: 'charthouse: there is no job 99.\n' });
  expect(await jobs('jobs --limit none')).toMatchObject({ code: 2 });
});
