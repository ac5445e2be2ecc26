import { expect, test } from 'vitest';
import { helpOf } from '../command-line/help.ts';
import { commands } from './index.ts';

test('every command has a name of its own and one line that says what it does', () => {
  expect(new Set(commands.map((command) => command.name)).size).toBe(commands.length);
  for (const { name, summary } of commands) {
    expect(name).toMatch(/^[a-z]+$/);
    expect(summary).toMatch(/^[A-Z].{5,70}[^.]$/);
  }
});

test.each(commands.map((command) => [command.name, command] as const))(
  'the help of %s fits a terminal',
  (_name, command) => {
    const help = helpOf(command);
    expect(help).toMatch(/^Usage: charthouse /);
    expect(help).toContain('--json');
    for (const line of help.split('\n')) expect(line.length).toBeLessThanOrEqual(140);
  },
);
