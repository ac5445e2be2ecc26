import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FreshDatabase, migratedDatabase } from '@charthouse/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ran } from '../command-line/run.testing.ts';
import { guide, profileOf, tgz, writeFolder } from '../packages/package.testing.ts';

let database: FreshDatabase;
const folder = mkdtempSync(join(tmpdir(), 'charthouse-packages-'));
const packages = (...words: string[]) => ran(['packages', ...words], { DATABASE_URL: database.url });
const file = (name: string, content: Buffer | string) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

beforeAll(async () => {
  database = await migratedDatabase();
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

const longId = `a-very-long-name-${'x'.repeat(90)}`;
const base = guide({
  name: 'test.base',
  version: '1.0.0',
  resources: [
    profileOf('http://example.org/base-patient', { id: 'Patient.name', path: 'Patient.name', min: 1 }),
    { resourceType: 'ValueSet', id: longId },
  ],
});
const derived = (version: string) =>
  guide({ name: 'test.derived', version, dependencies: { 'test.base': '1.0.x', 'hl7.fhir.r4.core': '4.0.1' } });

test('packages are added from a folder and a .tgz, listed, and removed', async () => {
  expect((await packages('list')).out).toBe('No packages are loaded.\n');
  const added = await packages('add', writeFolder(join(folder, 'derived'), derived('1.0.0')));
  expect(added.code).toBe(0);
  expect(added.out).toBe('Added test.derived#1.0.0: no definitions; 1 example left out\n');
  expect(added.error).toContain('test.derived#1.0.0 needs test.base#1.0.x, which is not loaded');
  expect((await packages('list')).out).toContain('missing: test.base#1.0.x');

  const both = await packages('add', '--json', file('base.tgz', tgz(base)), file('d2.tgz', tgz(derived('2.0.0'))));
  expect(both.error).toBe('');
  const facts = both.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(facts).toMatchObject([
    { package: 'test.base', version: '1.0.0', state: 'added', counts: { StructureDefinition: 1, ValueSet: 1 } },
    { package: 'test.derived', version: '2.0.0', state: 'added', examples: 1 },
    { snapshots: 1 },
  ]);
  const listed = (await packages('list', '--json')).out.trim().split('\n');
  expect(listed.map((line) => JSON.parse(line).version)).toEqual(['1.0.0', '1.0.0', '2.0.0']);
  expect(JSON.parse(listed[0]!)).toMatchObject({ package: 'test.derived', title: 'Guide test.derived', missing: [] });

  expect(await packages('remove', 'test.derived')).toMatchObject({
    code: 1,
    error: expect.stringContaining('in the versions 1.0.0, 2.0.0: say test.derived#1.0.0'),
  });
  expect(await packages('remove', 'test.base')).toMatchObject({
    code: 1,
    error: expect.stringContaining('test.derived#1.0.0, test.derived#2.0.0 would miss what it needs'),
  });
  expect((await packages('remove', 'test.derived#1.0.0')).out).toBe('Removed test.derived#1.0.0\n');
  const forced = await packages('remove', '--force', 'test.base');
  expect(forced).toMatchObject({ code: 0, error: expect.stringContaining('test.derived#2.0.0 now misses') });
  expect((await packages('list')).out).toMatch(/^test\.derived#2\.0\.0 .* missing: test\.base#1\.0\.x\n$/);
});

test('a package that is there already is left alone; one with other definitions replaces it', async () => {
  const path = writeFolder(join(folder, 'again'), guide({ name: 'again', version: '1.0.0' }));
  await packages('add', path);
  expect((await packages('add', path)).out).toContain('Already loaded: again#1.0.0');
  writeFolder(path, { 'ValueSet-a.json': { resourceType: 'ValueSet', id: 'a' } });
  expect((await packages('add', path)).out).toContain('Replaced again#1.0.0: 1 ValueSet');
});

test('what is no package is said, and nothing of the others is added then', async () => {
  const before = (await packages('list')).out;
  const good = file('good.tgz', tgz(guide({ name: 'good', version: '1.0.0' })));
  const cases: [string, RegExp][] = [
    [join(folder, 'nowhere'), /there is no file or folder/],
    [
      file('text.tgz', 'no archive'),
      /cannot add .*text\.tgz: it is neither a \.tgz file nor a folder with a package\.json/,
    ],
    [
      file('half.tgz', tgz(base).subarray(0, 200)),
      /cannot add .*half\.tgz: (it ends too early|unexpected end of file)/,
    ],
    [writeFolder(join(folder, 'none'), { 'a.json': '{}' }), /there is no package\/package\.json in it/],
    [writeFolder(join(folder, 'bad'), { 'package.json': '{"version":"1"}' }), /its package\.json has no name/],
    [
      writeFolder(join(folder, 'r5'), { 'package.json': { name: 'r5', version: '1.0.0', fhirVersions: ['5.0.0'] } }),
      /r5#1\.0\.0 is for FHIR 5\.0\.0; this record is FHIR R4/,
    ],
    [
      writeFolder(join(folder, 'broken'), { ...guide({ name: 'b', version: '1.0.0' }), 'ValueSet-x.json': '{"a":' }),
      /its file ValueSet-x\.json cannot be read/,
    ],
  ];
  for (const [path, says] of cases)
    expect(await packages('add', good, path)).toMatchObject({ code: 1, out: '', error: expect.stringMatching(says) });
  expect((await packages('list')).out).toBe(before);
});

test('packages are part of a backup, and not lost to a restore unasked', async () => {
  const other = await migratedDatabase();
  const backup = join(folder, 'a.backup');
  const there = (words: string[]) => ran(words, { DATABASE_URL: other.url });
  expect((await ran(['backup', backup], { DATABASE_URL: database.url })).code).toBe(0);
  expect((await there(['restore', backup])).code).toBe(0);
  expect((await there(['packages', 'list'])).out).toBe((await packages('list')).out);
  expect((await there(['restore', backup])).error).toContain('already holds a record');
  expect((await there(['restore', backup, '--force'])).code).toBe(0);
  await other.drop();
});

test('wrong usage is said', async () => {
  expect(await packages('ad')).toMatchObject({ code: 2, error: expect.stringContaining('add, list and remove') });
  expect((await packages('add')).code).toBe(2);
  expect((await packages('list', 'x')).code).toBe(2);
  expect((await packages('list', '--search')).code).toBe(2);
  expect((await packages('remove', '--search', 'unknown')).code).toBe(1);
  expect((await packages()).code).toBe(2);
  expect(await packages('remove', 'unknown')).toMatchObject({ code: 1, error: expect.stringContaining('not loaded') });
});
