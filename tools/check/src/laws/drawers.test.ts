import { expect, test } from 'vitest';
import { inMemory } from '../in-memory-house.testing.ts';
import { drawers } from './drawers.ts';

const names = (...files: string[]) => drawers.find(inMemory(Object.fromEntries(files.map((file) => [file, '']))));

test.each([
  'packages/x/src/utils.ts',
  'packages/x/src/helpers.test.ts',
  'packages/x/src/date-utils.ts',
  'packages/x/src/record-manager.ts',
  'packages/x/src/types.ts',
  'packages/x/src/base.ts',
])('%s is found', (file) => {
  expect(names(file)).toEqual([expect.stringContaining(file)]);
});

test('a folder without a subject is found once', () => {
  expect(names('packages/x/src/common/a.ts', 'packages/x/src/common/b.ts')).toEqual([
    expect.stringContaining('packages/x/src/common/:'),
  ]);
});

test('a folder of search types, base URLs and FHIR words are subjects', () => {
  expect(
    names('packages/fhir-search/src/types/token.ts', 'packages/x/src/base-url.ts', 'packages/x/src/service-request.ts'),
  ).toEqual([]);
});
