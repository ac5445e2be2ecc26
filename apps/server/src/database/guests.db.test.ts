import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSettings } from '../settings/read.ts';
import { withDatabase } from './with-database.ts';

let root: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'charthouse-guests-'));
  chmodSync(root, 0o711); // PostgreSQL of root runs as somebody else
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function sleepIn(connectionString: string): Promise<unknown> {
  const client = new pg.Client({ connectionString });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query('select pg_sleep(0.7), 1 as a')).rows[0].a;
  } finally {
    await client.end();
  }
}

test('a database that a command started stays until the commands that joined it have ended', async () => {
  const { settings } = readSettings({ CHARTHOUSE_DATA: join(root, 'data') });
  const joined = Promise.withResolvers<void>();
  const order: string[] = [];
  let guest: Promise<unknown> | undefined;
  await withDatabase(settings, async () => {
    guest = withDatabase(settings, async (url) => {
      joined.resolve();
      const answer = await sleepIn(url);
      order.push('guest');
      return answer;
    });
    await joined.promise;
  });
  order.push('owner');
  expect(await guest).toBe(1);
  expect(order).toEqual(['guest', 'owner']);
});
