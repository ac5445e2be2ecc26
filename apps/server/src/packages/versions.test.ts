import { expect, test } from 'vitest';
import { dependentsOf, missingOf, resolveDependency } from './dependencies.ts';
import { compareVersions, fits } from './versions.ts';

test('versions are ordered by their numbers, a ballot before its release', () => {
  const ordered = ['0.9', '1.0.0-ballot', '1.0.0', '1.0.1', '1.2.0', '1.10.0', '2.0.0-a', '2.0.0-b', '2.0.0'];
  expect(ordered.toReversed().toSorted(compareVersions)).toEqual(ordered);
});

test.each([
  ['6.1.0', '6.1.0', true],
  ['6.1.0', '6.1', false],
  ['6.1.0', '6.1.x', true],
  ['6.2.0', '6.1.x', false],
  ['6.1.0', '6.x', true],
  ['6.1.0', 'latest', true],
  ['6.2.3', '^6.1.0', true],
  ['6.0.9', '^6.1.0', false],
  ['7.0.0', '^6.1.0', false],
  ['6.1.9', '~6.1.0', true],
  ['6.2.0', '~6.1.0', false],
  ['6.1.0-ballot', '6.1.0', false],
])('version %s is meant by %s: %s', (version, wanted, meant) => expect(fits(version, wanted)).toBe(meant));

const loaded = (name: string, version: string, dependencies = {}) => ({
  name,
  version,
  dependencies,
  fhirVersions: [],
  counts: {},
  examples: 0,
  sha256: '',
  added: 0,
});

test('a dependency means the newest version that fits; the specification is always there', () => {
  const all = [loaded('base', '1.0.0'), loaded('base', '1.0.2'), loaded('base', '2.0.0')];
  expect(resolveDependency(['base', '1.0.x'], all)?.version).toBe('1.0.2');
  const guide = loaded('guide', '1.0.0', { base: '1.1.0', 'hl7.fhir.r4.core': '4.0.1', terms: 'latest' });
  expect(missingOf(guide, all)).toEqual([
    { name: 'base', version: '1.1.0', others: ['1.0.0', '1.0.2', '2.0.0'] },
    { name: 'terms', version: 'latest', others: [] },
  ]);
});

test('a package is needed only where no other version does', () => {
  const all = [loaded('base', '1.0.0'), loaded('base', '1.0.1'), loaded('guide', '1.0.0', { base: '1.0.x' })];
  expect(dependentsOf([all[0]!], all)).toEqual([]);
  expect(dependentsOf([all[0]!, all[1]!], all)).toEqual([all[2]]);
  expect(dependentsOf(all, all)).toEqual([]);
});
