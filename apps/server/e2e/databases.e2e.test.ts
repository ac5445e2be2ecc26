import { startEmbedded } from '@charthouse/embedded-postgres';
import { freshDatabase } from '@charthouse/testkit';
import pg from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { charthouse, dataFolder, type Running, readiness, runs, start, until } from './charthouse.testing.ts';
import { withClient } from './client.testing.ts';
import { oldPostgres } from './old-postgres.testing.ts';

const running: Running[] = [];

async function begin(url: string, env: Record<string, string> = {}): Promise<Running> {
  const server = await start({ env: { DATABASE_URL: url, ...env } });
  running.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => runs(server.pid) && server.end('SIGTERM')));
});

test('a database that nobody runs is told in one sentence, without its password', async () => {
  const ended = await charthouse(['start'], { env: { DATABASE_URL: 'postgresql://me:secret@127.0.0.1:9/record' } });
  expect(ended).toMatchObject({ code: 1, stdout: '' });
  expect(ended.stderr).toBe(
    'charthouse: the database at 127.0.0.1:9/record cannot be used. Nothing answers there. Start PostgreSQL, or correct DATABASE_URL.\n',
  );
});

test('PostgreSQL 14 is refused in one sentence', async () => {
  const old = await oldPostgres('140012');
  const ended = await charthouse(['start'], { env: { DATABASE_URL: old.url } });
  old.server.close();
  expect(ended).toMatchObject({ code: 1, stdout: '' });
  expect(ended.stderr).toContain('is PostgreSQL 14; Charthouse needs 15 or newer');
});

test('a setting that does not exist stops the start with exit code 2', async () => {
  const ended = await charthouse(['start'], { env: { CHARTHOUSE_WORKER: '2' } });
  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain('Did you mean CHARTHOUSE_WORKERS?');
});

test('a listening address other than loopback is refused without sign-in', async () => {
  const ended = await charthouse(['start'], { env: { CHARTHOUSE_HOST: '0.0.0.0' } });
  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain('CHARTHOUSE_HOST=0.0.0.0 is refused');
});

describe('migrations', () => {
  test('a migration that was killed half way leaves nothing, and the next start completes it', async () => {
    const database = await freshDatabase();
    const env = { DATABASE_URL: database.url };
    await charthouse(['migrate'], { env });
    const all = await withClient(database.url, 'select name from migration order by version');
    await withClient(database.url, 'drop schema public cascade; create schema public');
    // An open transaction has a table of the first migration's, so that the run waits inside it until it is killed.
    const holder = new pg.Client({ connectionString: database.url });
    await holder.connect();
    await holder.query('begin; create table res (a int)');
    const killed = start({ env }).catch((error: Error) => error);
    const inside = `application_name = 'charthouse migrate' and wait_event_type = 'Lock'`;
    const backends = () => withClient(database.url, `select pid from pg_stat_activity where ${inside}`);
    await until(backends, (rows) => rows.length === 1);
    await withClient(database.url, `select pg_terminate_backend(pid) from pg_stat_activity where ${inside}`);
    expect(await killed).toBeInstanceOf(Error);
    await holder.query('rollback');
    await holder.end();
    const server = await begin(database.url);
    expect(await readiness(server.address)).toBe(200);
    expect(await withClient(database.url, 'select name from migration order by version')).toEqual(all);
    await server.end('SIGTERM');
    await database.drop();
  });

  test('a migration that was changed after it ran is refused', async () => {
    const database = await freshDatabase();
    const env = { DATABASE_URL: database.url };
    await charthouse(['migrate'], { env });
    await withClient(database.url, `update migration set sha256 = 'other' where version = 1`);
    const ended = await charthouse(['start'], { env });
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain('Migration 0001_record was changed after it ran on this database');
    await database.drop();
  });
});

test('the database goes away and comes back: 503 with Retry-After meanwhile, then service without a restart', async () => {
  const folder = dataFolder();
  const postgres = await startEmbedded({ dataDir: folder.path, profile: 'test' });
  const server = await begin(postgres.url);
  const capable = () => fetch(`${server.address}/fhir/R4/Patient/no-such`).then((answer) => answer.status);
  expect(await capable()).toBe(404);
  await postgres.stop();
  expect(await readiness(server.address)).toBe(503);
  for (const path of ['/readyz', '/fhir/R4/Patient/no-such', '/fhir/R4/Patient?name=a']) {
    const answer = await fetch(server.address + path);
    expect([path, answer.status]).toEqual([path, 503]);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  }
  expect((await fetch(`${server.address}/healthz`)).status).toBe(200);
  const again = await startEmbedded({ dataDir: folder.path, profile: 'test' });
  await until(
    () => readiness(server.address),
    (status) => status === 200,
  );
  expect(await capable()).toBe(404);
  await withClient(again.url, 'alter table access_log rename to lost');
  await until(capable, (status) => status === 503);
  expect(await (await fetch(`${server.address}/readyz`)).text()).toContain('no access log');
  await withClient(again.url, 'alter table lost rename to access_log');
  await until(
    () => readiness(server.address),
    (status) => status === 200,
  );
  expect(await capable()).toBe(404);
  await server.end('SIGTERM');
  await again.stop();
  await folder.remove();
});
