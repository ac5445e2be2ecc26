import { expect, test } from 'vitest';
import { inMemory } from '../in-memory-house.testing.ts';
import { namedSettings } from './named-settings.ts';

const table = { 'apps/server/src/settings/table.ts': "name: 'CHARTHOUSE_PORT'" };
const found = (files: Readonly<Record<string, string>>) => namedSettings.find(inMemory({ ...table, ...files }));

test('a name that is no setting is found, in messages and documents', () => {
  expect(found({ 'README.md': '# Charthouse\n\nSet CHARTHOUSE_PROT=9000.\n' })).toEqual([
    'README.md:3: CHARTHOUSE_PROT is no setting (apps/server/src/settings/table.ts)',
  ]);
  expect(found({ 'packages/x/src/a.ts': "throw new Error('Raise CHARTHOUSE_LIMIT.');" })).toHaveLength(1);
});

test('settings that exist, the bare prefix, and wrong names in tests are left alone', () => {
  const files = { 'README.md': 'CHARTHOUSE_PORT, CHARTHOUSE_…', 'apps/server/src/read.test.ts': 'CHARTHOUSE_PROT' };
  expect(found(files)).toEqual([]);
});
