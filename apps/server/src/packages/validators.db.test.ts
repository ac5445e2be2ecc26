import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPackages } from '@charthouse/chart-store';
import { type FreshDatabase, migratedDatabase } from '@charthouse/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ran } from '../command-line/run.testing.ts';
import { guide, profileOf, writeFolder } from './package.testing.ts';
import { type KeptValidators, keepValidators } from './validators.ts';

let database: FreshDatabase;
const folder = mkdtempSync(join(tmpdir(), 'charthouse-validators-'));
const baseUrl = 'http://example.org/base';
const derivedUrl = 'http://example.org/derived';
const asks = (element: string) => ({ id: `Patient.${element}`, path: `Patient.${element}`, min: 1 });
const add = async (parts: Parameters<typeof guide>[0]) =>
  ran(['packages', 'add', writeFolder(join(folder, `${parts.name}-${parts.version}`), guide(parts))], {
    DATABASE_URL: database.url,
  });

beforeAll(async () => {
  database = await migratedDatabase();
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

const base = (version: string, element: string) =>
  add({ name: 'base', version, resources: [profileOf(baseUrl, asks(element), { version })] });

async function withValidators<T>(mode: 'off' | 'base' | 'profiles', work: (kept: KeptValidators) => T): Promise<T> {
  const kept = await keepValidators(database.url, mode);
  try {
    return work(kept);
  } finally {
    await kept.close();
  }
}

async function snapshotPaths(url: string): Promise<string[]> {
  const packages = createPackages(database.url);
  try {
    for await (const one of packages.resources({ types: ['StructureDefinition'] }))
      if (one.url === url && !one.waitsFor)
        return JSON.parse(one.body).snapshot.element.map(({ path, min }: Record<string, string>) => `${path} ${min}`);
    return [];
  } finally {
    await packages.close();
  }
}

test('a snapshot is made when the base is loaded, be it later', async () => {
  const derived = profileOf(derivedUrl, asks('gender'), { baseDefinition: baseUrl });
  const first = await add({
    name: 'derived',
    version: '1.0.0',
    dependencies: { base: '1.0.x' },
    resources: [derived],
  });
  expect(first.code).toBe(1);
  expect(first.error).toContain(`no snapshot could be made of ${derivedUrl}: ${derivedUrl} is derived from ${baseUrl}`);
  expect(await snapshotPaths(derivedUrl)).toEqual([]);
  expect((await base('1.0.0', 'name')).out).toContain('Made 2 snapshots.');
  const paths = await snapshotPaths(derivedUrl);
  expect(paths.slice(0, 2)).toEqual(['Patient 0', 'Patient.id 0']);
  expect(paths).toEqual(expect.arrayContaining(['Patient.name 1', 'Patient.gender 1', 'Patient.photo 0']));
});

test('versions stand side by side: a profile means that of its dependencies, an address alone the newest', async () => {
  await base('2.0.0', 'birthDate');
  await withValidators('base', ({ current }) => {
    const missing = (profile: string) =>
      current()
        .fullValidator.validate({ resourceType: 'Patient' }, { profiles: [profile] })
        .map(({ diagnostics }) => /Patient\.\w+/.exec(diagnostics)?.[0]);
    expect(missing(baseUrl)).toEqual(['Patient.birthDate']);
    expect(missing(`${baseUrl}|1.0.0`)).toEqual(['Patient.name']);
    expect(missing(derivedUrl).toSorted()).toEqual(['Patient.gender', 'Patient.name']);
  });
});

test('writes are checked as far as the setting says', async () => {
  const declared = { resourceType: 'Patient', meta: { profile: [`${baseUrl}|1.0.0`] }, gender: 'x' };
  const problems = (mode: 'off' | 'base' | 'profiles') =>
    withValidators(mode, ({ current }) => current().contentValidator.validate(declared).length);
  expect([await problems('off'), await problems('base'), await problems('profiles')]).toEqual([0, 1, 2]);
});

test('a profile that is loaded, but cannot be used, blocks no writes', async () => {
  const lost = profileOf('http://example.org/lost', asks('name'), { baseDefinition: 'http://example.org/away' });
  await add({ name: 'lost', version: '1.0.0', resources: [lost] });
  const declared = { resourceType: 'Patient', meta: { profile: [lost.url, 'http://example.org/unknown'] } };
  await withValidators('profiles', ({ current }) => {
    expect(current().whyUnchecked!(lost.url)).toContain('cannot be used');
    expect(current().whyUnchecked!('http://example.org/unknown')).toBe('is not loaded');
    const issues = current().contentValidator.validate(declared);
    expect(issues.map(({ severity }) => severity)).toEqual(['warning']);
    expect(issues[0]!.diagnostics).toContain('cannot be used');
  });
});

test('profiles derived from each other, and slices that nothing can be told by, block no writes either', async () => {
  const urls = ['http://example.org/one', 'http://example.org/other'] as const;
  const cyclic = urls.map((url, at) => profileOf(url, asks('name'), { baseDefinition: urls[1 - at] }));
  const slicing = { discriminator: [{ type: 'value', path: 'colour' }], rules: 'closed' };
  const sliced = profileOf('http://example.org/sliced', { id: 'Patient.name', path: 'Patient.name', slicing });
  const slice = { id: 'Patient.name:a', path: 'Patient.name', sliceName: 'a', min: 1 };
  sliced.differential = { element: [...sliced.differential.element, slice] };
  await add({ name: 'faulty', version: '1.0.0', resources: [...cyclic, sliced] });
  const declared = { resourceType: 'Patient', meta: { profile: [...urls, sliced.url] }, name: [{ family: 'A' }] };
  await withValidators('profiles', ({ current }) => {
    const issues = current().contentValidator.validate(declared);
    expect(issues.map(({ severity }) => severity)).toEqual(['warning', 'warning', 'warning']);
    expect(issues[0]!.diagnostics).toContain('is derived from itself');
    expect(issues[2]!.diagnostics).toContain('The profile is at fault');
  });
});
