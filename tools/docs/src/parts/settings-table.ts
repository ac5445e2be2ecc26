import { settingRows } from '@charthouse/server/settings';
import type { Part } from '../part.ts';
import { table } from '../table.ts';

export const settingsTable: Part = {
  name: 'settings',
  document: 'README.md',
  text: () =>
    table(
      ['setting', 'default', 'what it is for'],
      settingRows().map((row) => [`\`${row.name}\``, row.default === '' ? '' : `\`${row.default}\``, row.help]),
    ),
};
