/** The demo hospital is loaded by the command, and removed without a trace of its patients. */
import { openStore } from '@charthouse/chart-store';
import { sql } from '@charthouse/fhir-search';
import { type FreshDatabase, freshDatabase } from '@charthouse/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ran } from '../command-line/run.testing.ts';

let database: FreshDatabase;
const demo = (line = '') => ran(`demo ${line}`.trim(), { DATABASE_URL: database.url });

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

async function counts() {
  const store = await openStore({ connectionString: database.url });
  try {
    const [live] = await store.search<{ n: number }>(sql`select count(*)::int as n from res where op <> 'D'`);
    const [left] = await store.search<{ n: number }>(sql`
      select (select count(*) from hist) + (select count(*) from tok) + (select count(*) from ref) + (select count(*) from account) + (select count(*) from work) as n`);
    const [bodies] = await store.search<{ n: number }>(sql`select count(*)::int as n from res where body <> ''`);
    return { live: live?.n, left: Number(left?.n), bodies: bodies?.n };
  } finally {
    await store.close();
  }
}

/** What people of it have done. */
async function begun() {
  const store = await openStore({ connectionString: database.url });
  const [row] = await store.search(sql`
    select count(*) filter (where kind = 'deficiency' and status = 'rejected')::int as declined,
      count(*) filter (where kind = 'suspension' and status = 'in-progress')::int as suspended,
      (select count(*) from res where id like 'demo-notice-%')::int as notices from work`);
  await store.close();
  return row;
}

test('it is loaded with an account for each role, refused a second time, a day passes, and it is removed without a trace', {
  timeout: 180_000,
}, async () => {
  const loaded = await demo('--small --json');
  expect(loaded).toMatchObject({ code: 0, error: '' });
  const told = JSON.parse(loaded.out.trim().split('\n').at(-1)!);
  expect(told).toMatchObject({ deficiencies: 48, morning: { inHouse: 9, missing: 1 }, size: 'small' });
  expect(told.accounts).toHaveLength(13);
  expect((await counts()).live).toBeGreaterThan(told.loaded + 50); // with the work that its charts make
  expect(await begun()).toEqual({ declined: 1, suspended: 1, notices: 18 });
  expect(await demo()).toMatchObject({ code: 1, error: expect.stringContaining('loaded already') });
  const passed = JSON.parse((await demo('--day --json')).out.trim().split('\n').at(-1)!);
  expect(passed).toMatchObject({ inHouse: 9 });
  expect(passed.aged).toBeGreaterThan(30);
  const { live } = await counts();
  expect(live).toBeGreaterThan(told.loaded + 100);
  const removed = await demo('--remove --json');
  expect(JSON.parse(removed.out.trim().split('\n').at(-1)!)).toMatchObject({
    removed: live,
    accounts: 13,
    kept: [],
  });
  expect(await counts()).toEqual({ live: 0, left: 0, bodies: 0 });
  expect(await demo('--remove')).toMatchObject({
    code: 1,
    error: expect.stringContaining('there is no demo hospital'),
  });
});

test('what it does not understand is said', async () => {
  expect(await demo('--day --remove')).toMatchObject({ code: 2 });
});
