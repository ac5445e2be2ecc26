import { type FreshDatabase, migratedDatabase } from '@charthouse/testkit';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChartStore } from '../contract.ts';
import { openStore } from '../open-store.ts';
import { creation } from '../opened.testing.ts';
import { type Wire, wireTo } from './cut.testing.ts';

let database: FreshDatabase;
let wire: Wire;
let store: ChartStore;
let db: pg.Client;

beforeAll(async () => {
  database = await migratedDatabase();
  wire = await wireTo(database.url);
  store = await openStore({ connectionString: wire.url, searchTimeout: 1000 });
  db = new pg.Client({ connectionString: database.url });
  await db.connect();
  await store.transaction((tx) => tx.write([creation('here')]));
});

afterAll(async () => {
  await Promise.all([store.close(), db.end()]);
  await wire.cut();
  await database.drop();
});

const select1 = { text: 'select 1 as one', values: [] };

test('while the database is away everything answers 503 with a time to try again; then it serves again by itself', async () => {
  await store.search(select1);
  await wire.cut();
  const away = { status: 503, headers: { 'retry-after': expect.any(String) } };
  await expect(store.read('Patient', 'here')).rejects.toMatchObject(away);
  await expect(store.search(select1)).rejects.toMatchObject(away);
  await expect(store.transaction((tx) => tx.write([creation('away')]))).rejects.toMatchObject(away);
  expect(await store.ready()).toBe(false);
  await expect(openStore({ connectionString: wire.url })).rejects.toMatchObject(away);
  await wire.mend();
  expect(await store.ready()).toBe(true);
  expect(await store.read('Patient', 'here')).toBeDefined();
  expect(await store.search(select1)).toEqual([{ one: 1 }]);
  await store.transaction((tx) => tx.write([creation('back')]));
  expect(await store.read('Patient', 'away')).toBeUndefined();
  expect(await store.read('Patient', 'back')).toBeDefined();
});

test('reads under way when connections are cut wait for the new connection instead of failing', async () => {
  const reading = Array.from({ length: 200 }, async (_, i) => {
    if (i === 100)
      await db.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'charthouse read'",
      );
    for (let n = 0; n < 20; n++) expect(await store.read('Patient', 'here')).toBeDefined();
  });
  await Promise.all(reading);
});

test('a connection lost before the commit was sent is replaced and the work runs again', async () => {
  let runs = 0;
  await store.transaction(async (tx) => {
    const [row] = await tx.query<{ pid: number }>({ text: 'select pg_backend_pid() as pid', values: [] });
    if (++runs === 1) await db.query('select pg_terminate_backend($1)', [row!.pid]);
    await tx.query(select1);
    await tx.write([creation('second-run')]);
  });
  expect(runs).toBe(2);
  expect(store.counters.retries.connectionLost).toBe(1);
  expect(await store.read('Patient', 'second-run')).toBeDefined();
});

test('a connection lost during the commit is told, and the work does not run again', async () => {
  let runs = 0;
  wire.cutAt('unknown-fate');
  const writing = store.transaction(async (tx) => {
    runs++;
    await tx.write([creation('unknown-fate')]);
  });
  await expect(writing).rejects.toMatchObject({
    status: 503,
    message: expect.stringContaining('may have been kept or not'),
  });
  expect(runs).toBe(1);
});

test('a search that takes too long is 408, and delays no read meanwhile', async () => {
  const order: string[] = [];
  const slow = store.search({ text: 'select pg_sleep(60)', values: [] }).finally(() => order.push('search'));
  const refused = expect(slow).rejects.toMatchObject({
    status: 408,
    message: expect.stringMatching(/stopped after .* s\. Add conditions/),
  });
  await store.read('Patient', 'here');
  order.push('read');
  await refused;
  expect(order).toEqual(['read', 'search']);
});

test('searches and reads cannot write', async () => {
  await expect(store.search({ text: 'delete from res', values: [] })).rejects.toThrow('read-only transaction');
});
