import { spawn } from 'node:child_process';
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type FreshDatabase, freshDatabase } from '@charthouse/testkit';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from './migrate.ts';
import { migrationsFolder } from './migrations.ts';

let database: FreshDatabase;
let db: pg.Client;
let copy: string;
let all: string[];

beforeEach(async () => {
  database = await freshDatabase();
  db = new pg.Client({ connectionString: database.url });
  await db.connect();
  copy = await mkdtemp(join(tmpdir(), 'charthouse-migrations-'));
  await cp(fileURLToPath(migrationsFolder), copy, { recursive: true });
  all = (await readdir(copy)).sort().map((file) => file.replace('.sql', ''));
});

afterEach(async () => {
  await db.end();
  await database.drop();
  await rm(copy, { recursive: true });
});

const run = (parts: { dryRun?: boolean } = {}) =>
  migrate({ connectionString: database.url, folder: pathToFileURL(`${copy}/`), ...parts });
const nextFile = (name: string) => join(copy, `${String(all.length + 1).padStart(4, '0')}_${name}.sql`);
const count = async (table: string) => (await db.query(`select count(*)::int as n from ${table}`)).rows[0].n;

test('an empty database gets every migration once; a second run finds nothing to do', async () => {
  expect(await run()).toEqual({ migrations: all, unpromised: [] });
  expect(await run()).toEqual({ migrations: [], unpromised: [] });
});

test('programs that start at the same time migrate once', async () => {
  const reports = await Promise.all([run(), run(), run()]);
  expect(reports.flatMap((report) => report.migrations).sort()).toEqual(all);
});

test('a dry run names what would run and changes nothing', async () => {
  expect(await run({ dryRun: true })).toEqual({ migrations: all, unpromised: [] });
  expect((await db.query("select to_regclass('migration') as m, to_regclass('res') as r")).rows).toEqual([
    { m: null, r: null },
  ]);
  await run();
  await writeFile(nextFile('more'), 'create table more (a int4)');
  expect((await run({ dryRun: true })).migrations).toHaveLength(1);
  expect((await db.query("select to_regclass('more') as m")).rows).toEqual([{ m: null }]);
});

test('a migration that was changed after it ran is refused by name', async () => {
  await run();
  await writeFile(join(copy, `${all[0]}.sql`), '-- other');
  await expect(run()).rejects.toThrow(/Migration 0001_record was changed after it ran/);
  await expect(run({ dryRun: true })).rejects.toThrow(/was changed after it ran/);
});

test('a database that a newer program migrated is refused', async () => {
  await writeFile(nextFile('future'), 'create table future (a int4)');
  await run();
  await rm(nextFile('future'));
  await expect(run()).rejects.toThrow(/_future, which this program does not know/);
});

test('a database whose migrations have a gap is refused', async () => {
  await run();
  await db.query('delete from migration where version = 1');
  await expect(run()).rejects.toThrow(/lacks migration 1 .*restore a backup/);
});

test('files that are not numbered without gaps are refused', async () => {
  await writeFile(join(copy, '0099_later.sql'), 'select 1');
  await expect(run()).rejects.toThrow(/0099_later.sql should be named/);
});

const renewed = 'drop schema public cascade; create schema public';

const changes: readonly [statement: string, name: string, undo?: string][] = [
  ['drop index tok_key', 'index tok_key is missing', 'create index tok_key on tok (h, sd, rid) include (sys, vis)'],
  [
    'alter table res alter body drop not null',
    'column res.body is text, not text not null',
    'alter table res alter body set not null',
  ],
  [
    'alter table hist alter rid type int4',
    'column hist.rid is integer not null, not bigint not null',
    'alter table hist alter rid type int8',
  ],
  ['alter table res add ward text', 'column res.ward (text) was added', 'alter table res drop ward'],
  [
    'alter table tok add constraint sure check (h <> 0)',
    'constraint sure of tok (CHECK ((h <> 0))) was added',
    'alter table tok drop constraint sure',
  ],
  [
    "update pg_index set indisvalid = false where indexrelid = 'ref_key'::regclass",
    'index ref_key cannot be used',
    'reindex index ref_key',
  ],
  ['alter table job drop constraint job_state_check', 'constraint job_state_check of job is missing', renewed],
  ['alter table ref drop p cascade', 'column ref.p is missing', renewed],
  ['drop table outbox cascade', 'made: table outbox is missing;'],
];

test('what was added, dropped or changed by hand is found, and named', async () => {
  for (const [statement, name, undo] of changes) {
    await run();
    await db.query(statement);
    await expect(run()).rejects.toThrow(
      /^The database is not what its migrations made: .*restore a backup \(charthouse restore\)\.$/,
    );
    await expect(run({ dryRun: true })).rejects.toThrow(name);
    if (undo) await db.query(undo);
  }
});

test('nothing more runs on a database that is not what its migrations made', async () => {
  await run();
  await db.query('drop index tok_key');
  await writeFile(nextFile('more'), 'create table more (a int4)');
  await expect(run()).rejects.toThrow(/not what its migrations made/);
  expect((await db.query("select to_regclass('more') as m")).rows).toEqual([{ m: null }]);
});

test("an administrator's own index is told but does not stop the program", async () => {
  await run();
  await db.query('create index extra on res (ver)');
  expect((await run()).unpromised).toEqual([expect.stringContaining('index extra')]);
});

test('a database that holds other tables is refused untouched', async () => {
  await db.query('create table customers (name text)');
  await expect(run()).rejects.toThrow(/already holds other tables.*customers/);
  expect((await db.query("select to_regclass('res') as r")).rows).toEqual([{ r: null }]);
});

test('a failing migration leaves nothing behind, and the ones before it stay', async () => {
  await writeFile(nextFile('broken'), 'create table half (a int4); select 1/0');
  await expect(run()).rejects.toThrow(/_broken failed and left nothing behind: division by zero/);
  expect(await count('migration')).toBe(all.length);
  expect((await db.query("select to_regclass('half') as h")).rows).toEqual([{ h: null }]);
  await writeFile(nextFile('broken'), 'create table half (a int4)');
  expect((await run()).migrations).toHaveLength(1);
});

test('a program killed in the middle of a migration leaves nothing behind', async () => {
  await run();
  await writeFile(nextFile('slow'), 'create table half (a int4); select pg_sleep(2)');
  const program = `import { migrate } from ${JSON.stringify(import.meta.resolve('./migrate.ts'))};
await migrate({ connectionString: ${JSON.stringify(database.url)}, folder: new URL(${JSON.stringify(`${pathToFileURL(copy)}/`)}) });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'inherit' });
  const sleeping =
    "select from pg_stat_activity where query like '%pg_sleep(2)' and pid <> pg_backend_pid() and datname = current_database()";
  while (!(await db.query(sleeping)).rowCount) await sleep(50);
  child.kill('SIGKILL');
  await writeFile(nextFile('slow'), 'create table whole (a int4)');
  expect((await run()).migrations).toHaveLength(1);
  expect((await db.query("select to_regclass('half') as h, to_regclass('whole') is not null as w")).rows).toEqual([
    { h: null, w: true },
  ]);
});

test('types and parameters keep their numbers, and the hash key stays, whatever comes later', async () => {
  await run();
  const numbers = async () => [
    (await db.query('select * from resource_type order by tid')).rows,
    (await db.query('select * from search_parameter order by p')).rows,
    (await db.query('select * from secret')).rows,
  ];
  const before = await numbers();
  await db.query("delete from resource_type where name = 'Account'");
  await run();
  const after = await numbers();
  expect(after[1]).toEqual(before[1]);
  expect(after[2]).toEqual(before[2]);
  const others = (rows: { name: string }[]) => rows.filter((row) => row.name !== 'Account');
  expect(others(after[0]!)).toEqual(others(before[0]!));
  const account = after[0]!.find((row) => row.name === 'Account');
  expect(before[0]!.map((row) => row.tid)).not.toContain(account.tid);
});

test('a database that cannot be reached is 503', async () => {
  const nowhere = new URL(database.url);
  nowhere.search = '';
  nowhere.port = '1';
  await expect(migrate({ connectionString: nowhere.href })).rejects.toMatchObject({ status: 503 });
});
