/** The log is only added to, whoever is connected to the database. */
import { migratedDatabase } from '@charthouse/testkit';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accesses } from '../backup/accesses.testing.ts';

let client: pg.Client;
let drop: () => Promise<void>;
beforeAll(async () => {
  const fresh = await migratedDatabase();
  drop = fresh.drop;
  client = new pg.Client({ connectionString: fresh.url });
  await client.connect();
  await client.query(accesses);
});
afterAll(async () => {
  await client.end();
  await drop();
});

const tables = async () => {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c where relkind in ('r', 'p') and relname ~ '^access_(log|patient|query|who)'`,
  );
  return rows.map(({ name }) => name);
};

test('nothing of it is changed, deleted or emptied, not by month either', async () => {
  await client.query(`select make_access_month('2031-07-01')`);
  const names = await tables();
  expect(names).toContain('access_log_203107');
  expect(names.length).toBeGreaterThan(16);
  for (const name of names) {
    await expect(client.query(`truncate ${name}`), name).rejects.toThrow('only added to');
    await expect(client.query(`truncate ${name} cascade`), name).rejects.toThrow('only added to');
  }
  for (const name of ['access_log', 'access_patient', 'access_query', 'access_who', 'access_log_rest'])
    await expect(client.query(`delete from ${name}`), name).rejects.toThrow('only added to');
  for (const change of ['access_log set status = 200', 'access_who set name = $$x$$', 'access_query set query = $$x$$'])
    await expect(client.query(`update ${change}`), change).rejects.toThrow('only added to');
});

test('what was asked for can be erased, and nothing besides', async () => {
  await client.query('update access_query set query = null');
  expect((await client.query('select query from access_query')).rows).toEqual([{ query: null }]);
});
