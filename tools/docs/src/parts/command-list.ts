import { commands } from '@charthouse/server/commands';
import type { Part } from '../part.ts';
import { table } from '../table.ts';

export const commandList: Part = {
  name: 'commands',
  document: 'README.md',
  text: () =>
    table(
      ['command', 'what it does'],
      commands.map(({ name, arguments: words, summary }) => [
        `\`charthouse ${words ? `${name} ${words.usage}` : name}\``,
        summary,
      ]),
    ),
};
