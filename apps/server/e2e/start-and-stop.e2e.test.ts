import { spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  charthouse,
  dataFolder,
  postmasterOf,
  type Running,
  readiness,
  runs,
  start,
  until,
} from './charthouse.testing.ts';
import { withClient } from './client.testing.ts';

/** The promises about time are for a machine that does nothing else; what waits for a processor is allowed for. */
const slack = Math.max(1, loadavg()[0]! / availableParallelism());

let folder: ReturnType<typeof dataFolder>;
const running: Running[] = [];

async function begin(env: Record<string, string> = {}): Promise<Running> {
  const server = await start({ env: { CHARTHOUSE_DATA: folder.path, ...env } });
  running.push(server);
  return server;
}

beforeEach(() => {
  folder = dataFolder();
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => runs(server.pid) && server.end('SIGTERM')));
  await folder.remove();
});

test('from an empty folder to ready in under 10 s, again in under 2 s, and stopped by SIGTERM in under 10 s', async () => {
  const first = await begin();
  expect(first.took).toBeLessThan(10_000 * slack);
  expect(first.ready).toMatchObject({ dataFolder: folder.path, version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
  expect(await readiness(first.address)).toBe(200);
  const stopped = await first.end('SIGTERM');
  expect(stopped).toMatchObject({ code: 0, stdout: expect.stringContaining('"event":"stopped"') });
  expect(stopped.took).toBeLessThan(10_000 * slack);
  expect(existsSync(join(folder.path, 'postgres', 'postmaster.pid'))).toBe(false);

  const second = await begin();
  expect(second.took).toBeLessThan(2_000 * slack);
  expect((await second.end('SIGINT')).code).toBe(0);
});

test('SIGHUP stops server and PostgreSQL like SIGTERM', async () => {
  const server = await begin();
  const postmaster = postmasterOf(folder.path);
  const stopped = await server.end('SIGHUP');
  expect(stopped).toMatchObject({ code: 0, stdout: expect.stringContaining('"event":"stopped"') });
  expect(runs(postmaster)).toBe(false);
});

test('nothing under way: stopped in about a second, though connections are open that never asked anything', async () => {
  const server = await begin();
  const { hostname, port } = new URL(server.address);
  const silent = await Promise.all(
    Array.from({ length: 5 }, async () => {
      const socket = connect(Number(port), hostname).on('error', () => {});
      await new Promise((resolve) => socket.once('connect', resolve));
      return socket;
    }),
  );
  await (await fetch(`${server.address}/healthz`)).text(); // leaves a connection that is kept alive
  const stopped = await server.end('SIGTERM');
  expect(stopped.code).toBe(0);
  expect(stopped.took).toBeLessThan(1_500 * slack);
  for (const socket of silent) socket.destroy();
});

test('database.url is for the administrator only: mode 0600, and it connects', async () => {
  const server = await begin();
  const path = join(folder.path, 'database.url');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const rows = await withClient(
    readFileSync(path, 'utf8').trim(),
    `select current_setting('server_encoding') as encoding`,
  );
  expect(rows).toEqual([{ encoding: 'UTF8' }]);
  await server.end('SIGTERM');
});

describe.skipIf(process.getuid?.() !== 0)('as an ordinary user (skipped: only root can become one)', () => {
  test('start works in a folder of one’s own', async () => {
    chownSync(folder.path, 65_534, 65_534);
    const server = await start({ env: { CHARTHOUSE_DATA: folder.path, NODE_COMPILE_CACHE: folder.path }, uid: 65_534 });
    running.push(server);
    expect(await readiness(server.address)).toBe(200);
    expect((await server.end('SIGTERM')).code).toBe(0);
  });

  test('a data folder the database user cannot reach is refused, naming every folder in the way', async () => {
    const closed = join(folder.path, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const ended = await charthouse(['start'], { env: { CHARTHOUSE_DATA: join(closed, 'data') } });
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain(`chmod o+x ${folder.path} ${closed}`);
  });

  test('a data folder that belongs to somebody else is refused in one sentence', async () => {
    const ended = await charthouse(['start'], { env: { CHARTHOUSE_DATA: folder.path }, uid: 65_534 });
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain(`may not read or write ${folder.path}`);
  });
});

test('a second start in the same folder is refused and names the owner; the first goes on', async () => {
  const server = await begin();
  const second = await charthouse(['start'], { env: { CHARTHOUSE_DATA: folder.path } });
  expect(second.code).toBe(1);
  expect(second.stderr).toContain(`Another Charthouse (process ${server.pid}) already runs in ${folder.path}`);
  expect(await readiness(server.address)).toBe(200);
});

test('a port in use is named, and nothing keeps running', async () => {
  const occupier = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => occupier.once('listening', resolve));
  const port = String((occupier.address() as { port: number }).port);
  for (const workers of ['1', '2']) {
    const env = { CHARTHOUSE_DATA: folder.path, CHARTHOUSE_PORT: port, CHARTHOUSE_WORKERS: workers };
    const ended = await charthouse(['start'], { env });
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain(`port ${port} of 127.0.0.1 is in use by another program`);
    expect(existsSync(join(folder.path, 'postgres', 'postmaster.pid'))).toBe(false);
  }
  occupier.close();
});

test('kill -9 of the server leaves an orphaned PostgreSQL: the next start ends it and serves', async () => {
  const killed = await begin();
  const orphan = postmasterOf(folder.path);
  await killed.end('SIGKILL');
  expect(runs(orphan)).toBe(true);
  const next = await begin();
  expect(runs(orphan)).toBe(false);
  expect(await readiness(next.address)).toBe(200);
});

test('kill -9 of server and PostgreSQL together: the next start recovers', async () => {
  const killed = await begin();
  const postmaster = postmasterOf(folder.path);
  const ended = killed.end('SIGKILL');
  process.kill(postmaster, 'SIGKILL');
  await ended;
  expect(await readiness((await begin()).address)).toBe(200);
});

test('kill -9 of PostgreSQL: 503 with Retry-After or a short wait, then service without a restart', async () => {
  const server = await begin();
  const before = postmasterOf(folder.path);
  process.kill(before, 'SIGKILL');
  await until(
    async () => postmasterOf(folder.path),
    (pid) => pid !== before,
  );
  await until(
    () => readiness(server.address),
    (status) => status === 200,
  );
  expect(server.stderr()).toContain('PostgreSQL stopped by itself');
});

test('a command without a server starts the database for itself, and start works afterwards', async () => {
  const env = { CHARTHOUSE_DATA: folder.path };
  const alone = await charthouse(['migrate', '--json'], { env });
  expect(alone).toMatchObject({ code: 0, stdout: expect.stringContaining('"migration":"0001_record"') });
  const server = await begin();
  const beside = await charthouse(['migrate'], { env });
  expect(beside).toMatchObject({ code: 0, stdout: 'The database is up to date\n' });
  expect(await readiness(server.address)).toBe(200);
});

test('SIGTERM while it is still starting ends it cleanly', async () => {
  const child = spawn(process.execPath, [new URL('../src/main.ts', import.meta.url).pathname, 'start'], {
    env: { PATH: process.env.PATH, CHARTHOUSE_PORT: '0', CHARTHOUSE_DATA: folder.path },
    stdio: 'ignore',
  });
  await until(async () => existsSync(join(folder.path, 'postgres.lease')), Boolean);
  const from = performance.now();
  child.kill('SIGTERM');
  const code = await new Promise((resolve) => child.once('exit', resolve));
  expect(code).toBe(0);
  expect(performance.now() - from).toBeLessThan(10_000 * slack);
  expect(existsSync(join(folder.path, 'postgres.lease'))).toBe(false);
});

test('a lost database.url is written again', async () => {
  await (await begin()).end('SIGTERM');
  writeFileSync(join(folder.path, 'database.url'), '');
  expect(await readiness((await begin()).address)).toBe(200);
});
