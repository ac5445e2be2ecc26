import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FreshDatabase } from '@charthouse/testkit';
import { migratedDatabase } from '@charthouse/testkit';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { accesses } from './accesses.testing.ts';
import { backup } from './backup.ts';
import { restore } from './restore.ts';

let database: FreshDatabase;
let another: FreshDatabase;
let folder: string;
let file: string;
beforeEach(async () => {
  [database, another] = [await migratedDatabase(), await migratedDatabase()];
  folder = await mkdtemp(join(tmpdir(), 'charthouse-log-'));
  file = join(folder, 'record.backup');
});
afterEach(async () => {
  for (const one of [database, another]) await one.drop();
  await rm(folder, { recursive: true });
});

async function sql({ url }: FreshDatabase, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

const take = () => backup({ connectionString: database.url, file, program: '1.2.3' });

const log = async (of: FreshDatabase) =>
  Promise.all(
    ['access_log', 'access_who', 'access_patient', 'access_query'].map(async (table) => [
      table,
      await sql(of, `select t::text from ${table} t order by 1`),
    ]),
  );

test('a restore keeps the accesses since the backup, in their months', async () => {
  await sql(database, accesses);
  await take();
  await sql(
    database,
    `insert into access_log (at, n, request, who, kind, action, tid, id, patients, resources, status, micros)
       select '2019-05-01', 7, 7, (select who from access_who), 'R', 'read', (select tid from resource_type where name = 'Goal'), 'g', 2, 1, 200, 5;
     insert into access_patient (pt, at, n) values (5, '2019-05-01', 7), (6, '2019-05-01', 7);
     select record_event('sign-in', 200, 'later', null, 'someone else')`,
  );
  const before = await log(database);
  await restore({ connectionString: database.url, file, force: true });
  expect(await log(database)).toEqual(before);
  expect(await sql(database, 'select count(*)::int as n from access_log_201905')).toEqual([{ n: 1 }]);
});

test('a database whose log tells of the patients of another record is not replaced', async () => {
  await sql(database, accesses);
  await take();
  await sql(another, `select record_event('start', 200, 'no patient', null, 'me')`);
  await sql(another, `update secret set value = 'another' where name = 'index'`);
  await restore({ connectionString: another.url, file });
  expect(await sql(another, 'select count(*)::int as n from access_log')).toEqual([{ n: 4 }]);
  await sql(database, `update secret set value = 'another' where name = 'index'`);
  await expect(restore({ connectionString: database.url, file, force: true })).rejects.toThrow(
    /access log of another record.*nothing was restored/,
  );
});
