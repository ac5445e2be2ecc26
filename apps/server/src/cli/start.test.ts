import { expect, test } from 'vitest';
import { readSettings } from '../settings/read.ts';
import { startCommand } from './start.ts';

test('start does not serve on a database that does not answer', async () => {
  const said: string[] = [];
  const running = startCommand.run({
    values: {},
    positionals: [],
    settings: readSettings({ DATABASE_URL: 'postgresql://me:secret@127.0.0.1:9/record' }).settings,
    report: { json: false, say: (text) => said.push(text), begin: () => {}, warn: () => {}, fail: () => {} },
    signal: new AbortController().signal,
  });
  await expect(running).rejects.toMatchObject({
    exitCode: 1,
    message: expect.stringContaining('Nothing answers there'),
  });
  expect(said).toEqual([]);
});
