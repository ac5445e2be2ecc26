import pg from 'pg';
import { expect, test } from 'vitest';
import { freshDatabase } from './index.ts';

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

test('every call makes an empty UTF-8 database that shares nothing with another', async () => {
  const [one, other] = await Promise.all([freshDatabase(), freshDatabase()]);
  await withClient(one.url, (client) => client.query('create table t as select 1 as a'));
  const tables = await withClient(other.url, (client) =>
    client.query(`select to_regclass('t') as t, current_setting('server_encoding') as encoding`),
  );
  expect(tables.rows).toEqual([{ t: null, encoding: 'UTF8' }]);
  await Promise.all([one.drop(), other.drop()]);
});

test('drop removes the database although a connection is still open', async () => {
  const database = await freshDatabase();
  const client = new pg.Client({ connectionString: database.url });
  client.on('error', () => {});
  await client.connect();
  await database.drop();
  await expect(withClient(database.url, (again) => again.query('select 1'))).rejects.toThrow(/does not exist/);
});
