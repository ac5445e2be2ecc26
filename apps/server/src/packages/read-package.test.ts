import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { CommandStop } from '../command-line/stop.ts';
import { guide, type PackageFiles, profileOf, tgz, writeFolder } from './package.testing.ts';
import { readPackage } from './read-package.ts';

const folder = mkdtempSync(join(tmpdir(), 'charthouse-read-package-'));
afterAll(() => rmSync(folder, { recursive: true }));
const packed = (content: Buffer) => {
  writeFileSync(join(folder, 'a.tgz'), content);
  return join(folder, 'a.tgz');
};

const profile = profileOf('http://example.org/p', { path: 'Patient.name', min: 1 }, { version: '1.2' });
const files: PackageFiles = {
  ...guide({ name: 'some.guide', version: '1.0.0-ballot', dependencies: { other: '2.x' }, resources: [profile] }),
  'ValueSet-a.json': `\ufeff${JSON.stringify({ resourceType: 'ValueSet', url: 'http://example.org/v' })}`,
  [`CodeSystem-${'long-'.repeat(40)}.json`]: { resourceType: 'CodeSystem', url: 'http://example.org/c' },
  'Patient-data.json': { resourceType: 'Patient' },
  'settings.json': { no: 'resource' },
  'other/spec.internals': 'x',
  'examples/deep/Observation-1.json': '{',
  '.index.json': '{',
};

test('definitions are kept in the order of their names, data and examples counted, the rest named as skipped', async () => {
  const asFolder = await readPackage(writeFolder(join(folder, 'plain'), files));
  const unpacked = await readPackage(writeFolder(join(folder, 'unpacked'), withFolder(files)));
  const asFile = await readPackage(packed(tgz(files)));
  for (const { facts, resources, skipped } of [asFolder, unpacked, asFile]) {
    expect(facts).toMatchObject({
      name: 'some.guide',
      version: '1.0.0-ballot',
      title: 'Guide some.guide',
      fhirVersions: ['4.0.1'],
      dependencies: { other: '2.x' },
      counts: { CodeSystem: 1, StructureDefinition: 1, ValueSet: 1 },
      examples: 3,
      sha256: asFile.facts.sha256,
    });
    expect(resources.map(({ type, url, version, waitsFor }) => [type, url, version, waitsFor])).toEqual([
      ['CodeSystem', 'http://example.org/c', undefined, undefined],
      ['StructureDefinition', 'http://example.org/p', '1.2', profile.baseDefinition],
      ['ValueSet', 'http://example.org/v', undefined, undefined],
    ]);
    expect(JSON.parse(resources[2]!.body).resourceType).toBe('ValueSet');
    expect([...skipped].sort()).toEqual(['other/spec.internals', 'settings.json']);
  }
});

/** As a package lies in the cache of FHIR tools: below a folder `package`. */
function withFolder(all: PackageFiles): PackageFiles {
  return Object.fromEntries(Object.entries(all).map(([name, content]) => [`package/${name}`, content]));
}

test('an archive that is cut off or damaged is refused in words, wherever that is', async () => {
  const whole = gunzipSync(tgz(files));
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  for (let i = 0; i < 300; i++) {
    const bytes = Buffer.from(i % 3 === 0 ? whole.subarray(0, random(whole.length)) : whole);
    if (i % 3 === 1) for (let n = 0; n < 5; n++) bytes[random(bytes.length)] = random(256);
    const content = gzipSync(bytes);
    if (i % 3 === 2) content[random(content.length)]! ^= 1 + random(255);
    const read = await readPackage(packed(content)).catch((error: unknown) => error);
    if (read instanceof Error) {
      expect(read).toBeInstanceOf(CommandStop);
      expect(read.message).toMatch(/^cannot add /);
    }
  }
});
