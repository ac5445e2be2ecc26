import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataFolder, type Running, readiness, runs, start, until } from './charthouse.testing.ts';

const folder = dataFolder();
let server: Running;

beforeAll(async () => {
  server = await start({ env: { CHARTHOUSE_DATA: folder.path, CHARTHOUSE_WORKERS: '2' } });
});

afterAll(async () => {
  if (runs(server.pid)) await server.end('SIGTERM');
  await folder.remove();
});

function workers(): number[] {
  const { stdout } = spawnSync('ps', ['-o', 'pid=,args=', '--ppid', String(server.pid)], { encoding: 'utf8' });
  return stdout
    .split('\n')
    .filter((line) => line.includes('worker.ts'))
    .map((line) => Number.parseInt(line, 10));
}

async function metric(start: string): Promise<number> {
  const text = await fetch(`${server.address}/metrics`).then((answer) => answer.text());
  const line = text.split('\n').find((candidate) => candidate.startsWith(start));
  return Number(line?.split(' ').at(-1));
}

test('two workers share the port, and /metrics adds up what both did', async () => {
  expect(workers()).toHaveLength(2);
  const ask = () => fetch(`${server.address}/healthz`, { headers: { connection: 'close' } });
  await Promise.all(Array.from({ length: 40 }, ask));
  const counted = 'charthouse_http_request_duration_seconds_count{method="GET",route="/healthz",status="200"}';
  expect(await metric(counted)).toBe(40);
});

test('a worker that dies is replaced while the other one serves', async () => {
  const [victim] = workers();
  process.kill(victim!, 'SIGKILL');
  await until(
    () => readiness(server.address),
    (status) => status === 200,
    2,
  ); // one connection may be cut, none hangs
  await until(
    async () => workers(),
    (now) => now.length === 2 && !now.includes(victim!),
  );
  expect(await readiness(server.address)).toBe(200);
});

test('SIGTERM ends everything in under 10 s; no process stays', async () => {
  const before = workers();
  const ended = await server.end('SIGTERM');
  expect(ended.code).toBe(0);
  expect(ended.took).toBeLessThan(10_000);
  expect(before.filter(runs)).toEqual([]);
});

test('when the first process is killed the workers end by themselves and free the port', async () => {
  server = await start({ env: { CHARTHOUSE_DATA: folder.path, CHARTHOUSE_WORKERS: '2' } });
  const before = workers();
  await server.end('SIGKILL');
  await until(
    async () => before.filter(runs),
    (left) => left.length === 0,
  );
  server = await start({ env: { CHARTHOUSE_DATA: folder.path } });
  expect(await readiness(server.address)).toBe(200);
});
