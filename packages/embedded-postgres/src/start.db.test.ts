import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { folderOf } from './folder.ts';
import { type EmbeddedPostgres, type EmbeddedPostgresOptions, findEmbedded, startEmbedded } from './index.ts';

let root: string;
const started: EmbeddedPostgres[] = [];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'charthouse-embedded-'));
});

afterEach(async () => {
  await Promise.all(started.splice(0).map((postgres) => postgres.stop()));
  rmSync(root, { recursive: true, force: true });
});

async function start(dataDir: string, options: Partial<EmbeddedPostgresOptions> = {}): Promise<EmbeddedPostgres> {
  const postgres = await startEmbedded({ dataDir, profile: 'test', ...options });
  started.push(postgres);
  return postgres;
}

async function ask(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

test('a first start after one that was killed works although its initdb still writes; what it left goes with a later start', async () => {
  chmodSync(root, 0o711);
  const left = join(root, 'postgres.unfinished');
  const orphan = spawn('sh', [
    '-c',
    `n=0; while :; do mkdir -p "$0/base/$n" && : > "$0/base/$n/f"; n=$((n+1)); done 2>/dev/null`,
    left,
  ]);
  const ended = once(orphan, 'close');
  try {
    await start(root);
  } finally {
    orphan.kill('SIGKILL');
    await ended;
  }
  await started.pop()!.stop();
  await start(root);
  expect(readdirSync(root).filter((name) => name.startsWith('postgres.unfinished'))).toEqual([]);
});

test('a restart with a changed setting keeps the data, the password and the port', async () => {
  const first = await start(root);
  await ask(first.url, 'create table kept as select 1 as a');
  await first.stop();
  const second = await start(root, { settings: { work_mem: '7MB' } });
  expect(second.url).toBe(first.url);
  expect(await ask(second.url, `select a, current_setting('work_mem') as m from kept`)).toEqual([{ a: 1, m: '7MB' }]);
});

test('a data folder that is made here tells git to leave it alone; one that was there is not touched', async () => {
  chmodSync(root, 0o711);
  await start(join(root, 'made'));
  expect(readFileSync(join(root, 'made/.gitignore'), 'utf8')).toBe('*\n');
  await start(root);
  expect(existsSync(join(root, '.gitignore'))).toBe(false);
});

test('text is UTF-8 and sorts by code point, whatever the machine’s language', async () => {
  const { url } = await start(root);
  const [row] = await ask(
    url,
    `select datlocprovider as provider, datlocale as locale, upper('é') as upper from pg_database where datname = current_database()`,
  );
  expect(row).toEqual({ provider: 'b', locale: 'C.UTF-8', upper: 'É' });
});

test('a data folder with a very long path has a socket short enough', async () => {
  const long = join(root, 'x'.repeat(80), 'y'.repeat(80));
  mkdirSync(long, { recursive: true });
  for (const folder of [root, join(root, 'x'.repeat(80))]) chmodSync(folder, 0o711);
  const { url } = await start(long);
  expect(await ask(url, 'select 1 as a')).toEqual([{ a: 1 }]);
  expect(Buffer.byteLength(`${folderOf(long).sockets}/.s.PGSQL.65535`)).toBeLessThan(107);
});

test('killed with -9 it comes back by itself at the same address, with what was committed', async () => {
  const postgres = await start(root, { profile: 'normal', settings: { shared_buffers: '64MB' } });
  await ask(postgres.url, 'create table kept as select 1 as a');
  const before = postgres.pid;
  process.kill(before, 'SIGKILL');
  const end = Date.now() + 20_000;
  while (postgres.pid === before || postgres.pid === 0) {
    if (Date.now() > end) throw new Error('it did not come back');
    await new Promise((again) => setTimeout(again, 20));
  }
  expect(await ask(postgres.url, 'select a from kept')).toEqual([{ a: 1 }]);
});

test('another process finds the running database by its folder, and nothing once it is stopped', async () => {
  const postgres = await start(root);
  expect(findEmbedded(root)).toEqual({ pid: process.pid, url: postgres.url });
  expect(statSync(join(root, 'database.url')).mode & 0o777).toBe(0o600);
  await postgres.stop();
  expect(findEmbedded(root)).toBeUndefined();
});

test('a second start in the folder is refused while the owner lives', async () => {
  await start(root);
  await expect(startEmbedded({ dataDir: root, profile: 'test' })).rejects.toMatchObject({ code: 'in-use' });
});

test('a setting PostgreSQL does not know is told in its own words', async () => {
  await expect(startEmbedded({ dataDir: root, profile: 'test', settings: { no_such_setting: '1' } })).rejects.toThrow(
    /unrecognized configuration parameter "no_such_setting"|configuration file .* contains errors/,
  );
});
