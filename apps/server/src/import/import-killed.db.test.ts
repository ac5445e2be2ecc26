import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bundle, condition, encounter, ndjson, patient, post, type TestRecord, testRecord } from './import.testing.ts';

let record: TestRecord;
let child: ChildProcess | undefined;

beforeEach(async () => {
  record = await testRecord();
});
afterEach(async () => {
  child?.kill('SIGKILL');
  await record.close();
});

const range = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
const main = fileURLToPath(new URL('../main.ts', import.meta.url));

function start(...words: string[]): ChildProcess {
  child = spawn(process.execPath, [main, 'import', ...words], {
    env: { ...process.env, DATABASE_URL: record.url },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return child;
}

async function text(stream: NodeJS.ReadableStream): Promise<string> {
  let all = '';
  for await (const chunk of stream) all += chunk;
  return all;
}

const written = async () => (await record.rows<{ n: number }>('select count(*)::int as n from res'))[0]!.n;

test('an import that is killed again and again loses nothing and does nothing twice', {
  timeout: 120_000,
}, async () => {
  // creates without ids would be there twice if anything were done twice; the conditions wait for what stands in later files
  for (const i of range(40))
    record.put(`${i}.json`, JSON.stringify(bundle('transaction', ...range(25).map((n) => post(patient(`${i}-${n}`))))));
  record.put('a.ndjson', ndjson(...range(1_500).map((i) => condition(`c${i}`, `Patient/p${i}`, `Encounter/e${i}`))));
  record.put('x.ndjson', ndjson(...range(1_500).map((i) => encounter(`e${i}`, `Patient/p${i}`))));
  record.put('y.ndjson', ndjson(...range(1_500).map((i) => patient(`p${i}`, i === 7 ? { gender: 'nonsense' } : {}))));
  const all = 40 * 25 + 3 * 1_500 - 3;
  let kills = 0;
  for (let before = 0; kills < 3 && before < all - 1_000; before = await written()) {
    const running = start(record.folder, '--resume');
    for (let i = 0; i < 2_000 && (await written()) < before + 400 && running.exitCode === null; i++) await sleep(10);
    await sleep(Math.random() * 100);
    running.kill('SIGKILL');
    await once(running, 'exit');
    kills++;
  }
  const last = start(record.folder, '--resume', '--report', `${record.folder}/refused.txt`, '--json');
  const [out, error] = await Promise.all([text(last.stdout!), text(last.stderr!), once(last, 'exit')]);
  expect(kills).toBeGreaterThan(1);
  expect(last.exitCode, error).toBe(1);
  const end = JSON.parse(out.trim().split('\n').at(-1)!);
  expect(end).toMatchObject({ state: 'done', total: all, refused: 3 });
  expect(await written()).toBe(all);
  expect(new Set(Object.values(await record.versions()))).toEqual(new Set([1]));
});

test('an import that is stopped says only how far it came, and how to go on', { timeout: 60_000 }, async () => {
  for (const i of range(80))
    record.put(`${i}.json`, JSON.stringify(bundle('transaction', ...range(25).map((n) => post(patient(`${i}-${n}`))))));
  const running = start(record.folder);
  const told = Promise.all([text(running.stdout!), text(running.stderr!), once(running, 'exit')]);
  while ((await written()) < 100 && running.exitCode === null) await sleep(10);
  running.kill('SIGINT');
  const [out, error] = await told;
  expect(out).toBe('Importing 80 files (job 1)\n');
  const n = (await written()).toLocaleString('en-US');
  expect(error).toContain('Opening the record to import 80 files\n');
  expect(error).toContain(
    `charthouse: the import was stopped after ${n} resources (job 1). The same command with --resume goes on where it stopped.\n`,
  );
});

test('of standard input reads what is piped, and tells progress and refusals', async () => {
  child = spawn(process.execPath, [main, 'import', '-'], {
    env: { ...process.env, DATABASE_URL: record.url },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin!.end(ndjson(patient('a'), patient('b', { gender: 'nonsense' })));
  const [out, error] = await Promise.all([text(child.stdout!), text(child.stderr!), once(child, 'exit')]);
  expect(child.exitCode).toBe(1);
  expect(out).toMatch(
    /^Importing 1 file \(job 1\)\nImported 1 resource from 1 file in \d+:\d\d \([\d,]+\/s\); 1 refused\n$/,
  );
  expect(error).toMatch(/^charthouse: -:2 Patient\/b Patient\.gender: /m);
});
