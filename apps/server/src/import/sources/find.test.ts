import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findSources } from './find.ts';
import { zipOf } from './zip.testing.ts';
import { ZipArchives } from './zip.ts';

let folder: string;
let archives: ZipArchives;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'charthouse-find-'));
  archives = new ZipArchives();
});

afterEach(async () => {
  await archives.close();
  rmSync(folder, { recursive: true });
});

const put = (name: string, content: string | Buffer = '{}') => {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), content);
};
const find = async (...paths: string[]) => {
  const { sources, skipped } = await findSources(
    paths.map((path) => join(folder, path)),
    archives,
  );
  const bare = (name: string) => name.slice(folder.length + 1);
  return { names: sources.map(({ name }) => bare(name)), skipped: skipped.map(({ name }) => bare(name)), sources };
};

test('a folder stands for the files below it; what is skipped is told, hidden files are not', async () => {
  for (const name of [
    'a.json',
    'b/c.ndjson.gz',
    'b/d.jsonl',
    'readme.txt',
    '.hidden.json',
    '.git/x.json',
    'b/photo.png',
    'manifest.json',
    'b/log.ndjson.gz',
  ])
    put(name);
  const { names, skipped } = await find('');
  expect(names.sort()).toEqual(['a.json', 'b/c.ndjson.gz', 'b/d.jsonl']);
  expect(skipped.sort()).toEqual(['b/log.ndjson.gz', 'b/photo.png', 'manifest.json', 'readme.txt']);
});

test('files come in an order in which few refer to what comes later', async () => {
  for (const name of [
    'Observation.ndjson',
    'Patient.000.ndjson',
    'Provenance.ndjson',
    'Organization.ndjson',
    'zz.json',
    'hospitalInformation1.json',
    'practitionerInformation1.json',
    'Anna_Bell.json',
  ])
    put(name);
  expect((await find('')).names).toEqual([
    'hospitalInformation1.json',
    'practitionerInformation1.json',
    'Organization.ndjson',
    'Patient.000.ndjson',
    'Observation.ndjson',
    'Anna_Bell.json',
    'zz.json',
    'Provenance.ndjson',
  ]);
});

test('a file named twice is read once, and one given by name is read whatever its ending', async () => {
  put('a.json');
  put('b.dat');
  expect((await find('a.json', 'b.dat', '')).names).toEqual(['a.json', 'b.dat']);
});

test('a zip archive stands for the files in it', async () => {
  put('all.zip', zipOf({ 'x/Patient.ndjson': '{}', 'notes.txt': 'x', '__MACOSX/._Patient.ndjson': 'x' }));
  const { names, skipped } = await find('');
  expect(names).toEqual(['all.zip!x/Patient.ndjson']);
  expect(skipped).toEqual(['all.zip!notes.txt']);
});

test('a file that changed is another file', async () => {
  put('a.json', '{}');
  const before = (await find('')).sources[0]!.key;
  expect((await find('')).sources[0]!.key).toBe(before);
  put('a.json', '{ }');
  expect((await find('')).sources[0]!.key).not.toBe(before);
});

test('a path that is not there, a folder without files and a broken archive are said plainly', async () => {
  await expect(find('nowhere')).rejects.toThrow(/^there is no file or folder .*nowhere\.$/);
  mkdirSync(join(folder, 'empty'));
  await expect(find('empty')).rejects.toThrow(/^nothing to read in .*empty: no \.json, .* file\.$/);
  put('other/x.txt');
  await expect(find('other')).rejects.toThrow(/1 other files are there, such as .*x\.txt\.$/);
  put('broken.zip', 'PK nonsense');
  await expect(find('broken.zip')).rejects.toThrow(/^the zip archive .*broken\.zip cannot be read: .*[^.]\.$/);
});
