import { expect, test } from 'vitest';
import { readSettings } from '../settings/read.ts';
import { version } from '../version.ts';
import { versionCommand } from './version.ts';

test('version says its number and what it runs on, to people and to programs', async () => {
  const said: unknown[] = [];
  const report = {
    json: false,
    say: (text: string, fact?: unknown) => said.push(text, fact),
    begin: () => {},
    warn: () => {},
    fail: () => {},
  };
  const { settings } = readSettings({});
  const code = await versionCommand.run({
    values: {},
    positionals: [],
    settings,
    report,
    signal: new AbortController().signal,
  });
  expect(code).toBe(0);
  expect(said[0]).toContain(`Charthouse ${version} (Node `);
  expect(said[1]).toMatchObject({ version, node: process.versions.node });
});
