import { migratedDatabase } from '@charthouse/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LoadedResource, PackageFacts, PackageResource } from './package.ts';
import { createPackages, type Packages } from './packages.ts';
import { fingerprint, watchPackages } from './watch.ts';

let database: Awaited<ReturnType<typeof migratedDatabase>>;
let packages: Packages;

beforeAll(async () => {
  database = await migratedDatabase();
  packages = createPackages(database.url);
});
afterAll(async () => {
  await packages.close();
  await database.drop();
});

const facts = (version: string): PackageFacts => ({
  name: 'guide',
  version,
  fhirVersions: ['4.0.1'],
  dependencies: { other: '1.0.x' },
  counts: { StructureDefinition: 450 },
  examples: 3,
  sha256: 'x',
});
const resources = (n: number): PackageResource[] =>
  Array.from({ length: n }, (_, i) => ({ type: 'StructureDefinition', url: `u${i}`, body: `{"n":${i}}` }));

async function all(types: readonly string[], waiting = false): Promise<LoadedResource[]> {
  const list: LoadedResource[] = [];
  for await (const one of packages.resources({ types, waiting })) list.push(one);
  return list;
}

test('a package is kept with all its definitions in their order, its versions side by side', async () => {
  await packages.change(async (change) => {
    await change.add(facts('1.0.0'), resources(450));
    await change.add(facts('2.0.0'), [{ type: 'ValueSet', body: '{}', version: '9', waitsFor: 'base' }]);
  });
  expect((await packages.list()).map(({ version, dependencies }) => [version, dependencies])).toEqual([
    ['1.0.0', { other: '1.0.x' }],
    ['2.0.0', { other: '1.0.x' }],
  ]);
  const read = await all(['StructureDefinition', 'ValueSet']);
  expect(read.map(({ body }) => body)).toEqual([...resources(450).map(({ body }) => body), '{}']);
  const waiting = await all(['ValueSet'], true);
  expect(waiting).toEqual([
    {
      package: { name: 'guide', version: '2.0.0' },
      n: 0,
      type: 'ValueSet',
      version: '9',
      waitsFor: 'base',
      body: '{}',
    },
  ]);
  await packages.change((change) => change.replace({ ...waiting[0]!, body: '[]', waitsFor: undefined }));
  expect(await all(['ValueSet'], true)).toEqual([]);
  expect((await all(['ValueSet']))[0]!.body).toBe('[]');
});

test('a change that fails leaves everything as it was', async () => {
  const before = fingerprint(await packages.list());
  const failing = packages.change(async (change) => {
    await change.remove([{ name: 'guide', version: '1.0.0' }]);
    throw new Error('stop');
  });
  await expect(failing).rejects.toThrow('stop');
  expect(fingerprint(await packages.list())).toBe(before);
});

test('who watches is told of packages added, replaced and removed, at once', async () => {
  let told = () => {};
  const next = () => new Promise<void>((done) => (told = done));
  const seen = async () => fingerprint(await packages.list());
  const onChange = async () => {
    const taken = await seen(); // before it is told: what changes next is then another
    told();
    return taken;
  };
  const known = await seen();
  const watch = watchPackages({ connectionString: database.url, packages, known, onChange, onFailure: () => {} });
  const started = performance.now();
  for (const work of ['add', 'replace', 'remove'] as const) {
    const noticed = next();
    await packages.change((change) =>
      work === 'remove' ? change.remove([facts('3.0.0')]) : change.add(facts('3.0.0'), resources(1)),
    );
    await noticed;
  }
  expect(performance.now() - started).toBeLessThan(4_000);
  await watch.close();
  expect((await packages.list()).map(({ version }) => version)).toEqual(['1.0.0', '2.0.0']);
});

test('a change that cannot be taken up is told, and tried again', async () => {
  const failures: unknown[] = [];
  let attempts = 0;
  let done = () => {};
  const taken = new Promise<void>((resolve) => (done = resolve));
  const watch = watchPackages({
    connectionString: database.url,
    packages,
    known: 'other',
    onChange: async () => {
      if (++attempts === 1) throw new Error('not now');
      done();
      return fingerprint(await packages.list());
    },
    onFailure: (error) => failures.push(error),
  });
  await taken;
  await watch.close();
  expect(failures).toEqual([new Error('not now')]);
});
