import { expect, test } from 'vitest';
import { inScratchHouse } from './scratch-house.testing.ts';

test('backups and data folders are no part of the house: git does not see them', async () => {
  const kept = { 'docs/page.md': '# A page\n' };
  const record = ['record.backup', 'docs/a.backup', '.charthouse/database.url', 'drill/database.url', 'data/any.ts'];
  const house = { ...kept, ...Object.fromEntries(record.map((name) => [name, 'x'])) };
  const files = await inScratchHouse(house, (opened) => opened.files);
  expect(files).toContain('docs/page.md');
  for (const name of record) expect(files).not.toContain(name);
});
