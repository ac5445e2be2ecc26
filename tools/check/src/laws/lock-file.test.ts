import { expect, test } from 'vitest';
import { inMemory } from '../in-memory-house.testing.ts';
import { completed } from '../lock-file.ts';
import { lockFile } from './lock-file.ts';

const lock = {
  packages: {
    'node_modules/linter': { version: '2.0.0', dev: true, optionalDependencies: { '@linter/linux-x64-musl': '2.0.0' } },
    'node_modules/zip': { version: '1.0.0', optionalDependencies: { fast: '^3.1.0', there: '1.0.0' } },
    'node_modules/there': { version: '1.0.0', optional: true },
  },
};
const found = (text: object) => lockFile.find(inMemory({ 'package-lock.json': JSON.stringify(text) }));

test('optional packages without an entry are found; completing the file helps', () => {
  expect(found(lock)).toEqual([
    expect.stringContaining('node_modules/@linter/linux-x64-musl is missing'),
    expect.stringContaining('node_modules/fast is missing'),
  ]);
  expect(found(completed(lock))).toEqual([]);
});

test('an entry says version and platform, so that npm installs it only where it fits', () => {
  expect(completed(lock).packages).toMatchObject({
    'node_modules/@linter/linux-x64-musl': {
      version: '2.0.0',
      dev: true,
      optional: true,
      os: ['linux'],
      cpu: ['x64'],
      libc: ['musl'],
    },
    'node_modules/fast': { version: '3.1.0', optional: true, os: ['none'] },
  });
  expect(Object.keys(completed(lock).packages)[0]).toBe('node_modules/@linter/linux-x64-musl');
});
