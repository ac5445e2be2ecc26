import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ran } from '../command-line/run.testing.ts';
import { whoAtTheCommand } from '../database/who-at-the-command.ts';
import { ndjson, patient, type TestRecord, testRecord } from '../import/import.testing.ts';
import { runExport } from './run-export.ts';

let record: TestRecord;
let folder: string;

beforeEach(async () => {
  record = await testRecord();
  folder = join(record.folder, 'out');
});
afterEach(() => record.close());

const range = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
const run = (
  more: { types?: readonly string[]; resume?: boolean; onProgress?: () => void; signal?: AbortSignal } = {},
) =>
  runExport({
    databaseUrl: record.url,
    folder,
    types: [],
    resume: false,
    signal: new AbortController().signal,
    onProgress: () => {},
    ...more,
  });

async function fill(): Promise<void> {
  record.put('p.ndjson', ndjson(...range(2_500).map((i) => patient(`p${i}`, { name: [{ family: `Ö\n😀 ${i}` }] }))));
  record.put(
    'o.ndjson',
    '{"resourceType":"Observation","id":"o","status":"final","code":{"text":"x"},"valueQuantity":{"value":1.50}}\n',
  );
  await record.import([record.folder]);
}

test('an export holds every current resource byte for byte, with counts and hashes', async () => {
  await fill();
  const manifest = await run();
  expect(manifest.output.map(({ type, url, count }) => [type, url, count])).toEqual([
    ['Observation', 'Observation.ndjson', 1],
    ['Patient', 'Patient.ndjson', 2_500],
  ]);
  expect(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))).toEqual(manifest);
  for (const { url, sha256, bytes } of manifest.output) {
    const content = readFileSync(join(folder, url));
    expect(content.length).toBe(bytes);
    expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
  }
  const lines = readFileSync(join(folder, 'Patient.ndjson'), 'utf8').trimEnd().split('\n').sort();
  const stored = await record.rows<{ body: string }>(`select body from res where body like '%"Patient"%'`);
  expect(lines).toEqual(stored.map(({ body }) => body).sort());
  expect(readdirSync(folder).sort()).toEqual(['Observation.ndjson', 'Patient.ndjson', 'manifest.json']);
});

test('what was exported can be imported elsewhere', async () => {
  await fill();
  await run();
  const other = await testRecord();
  const { job } = await other.import([folder]);
  expect(job).toMatchObject({ state: 'done', done: 2_501, refused: 0 });
  expect(Object.keys(await other.versions()).sort()).toEqual(Object.keys(await record.versions()).sort());
  await other.close();
});

test('an export that was stopped leaves no half file, and goes on with --resume', async () => {
  await fill();
  const stop = new AbortController();
  let told = 0;
  const onProgress = () => {
    if (++told === 2) stop.abort();
  };
  await expect(run({ signal: stop.signal, onProgress })).rejects.toThrow();
  expect(readdirSync(folder).sort()).toEqual(['Observation.ndjson', 'manifest.unfinished.json']);
  await expect(run()).rejects.toThrow(/is not empty; --resume goes on/);
  const before = readFileSync(join(folder, 'Observation.ndjson'));
  const manifest = await run({ resume: true });
  expect(manifest.output.map(({ count }) => count)).toEqual([1, 2_500]);
  expect(readFileSync(join(folder, 'Observation.ndjson'))).toEqual(before);
  expect(existsSync(join(folder, 'manifest.unfinished.json'))).toBe(false);
});

test('a folder with other things in it is left alone', async () => {
  await fill();
  await run();
  await expect(run()).rejects.toThrow(/is not empty; give another\.$/);
  await expect(run({ resume: true })).rejects.toThrow(/no interrupted export/);
  rmSync(folder, { recursive: true });
  writeFileSync(folder, '');
  await expect(run()).rejects.toThrow(/^cannot make the folder/);
});

test('an export of some types leaves out the others', async () => {
  await fill();
  expect((await run({ types: ['Observation'] })).output.map(({ type }) => type)).toEqual(['Observation']);
});

test('who exported what is in the access log before anything leaves, and again with the hash of the manifest', async () => {
  await fill();
  const done = await ran(['export', '--to', folder, '--type', 'Observation'], { DATABASE_URL: record.url });
  expect(done.code, done.error).toBe(0);
  const rows = await record.rows<{ name: string; kind: string; note: string }>(
    `select w.name, w.kind, l.note from access_log l join access_who w using (who) where l.action = 'export' order by l.at`,
  );
  const hash = createHash('sha256')
    .update(JSON.stringify(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))))
    .digest('hex');
  expect(rows).toEqual([
    { name: whoAtTheCommand(), kind: 'system', note: 'begun: Observation' },
    {
      name: whoAtTheCommand(),
      kind: 'system',
      note: expect.stringMatching(new RegExp(`^done: 1 resources in 1 files, manifest ${hash}$`)),
    },
  ]);
});
