import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ran } from '../command-line/run.testing.ts';

test('the key that signs is shown, a new one takes its place and the former is told; there is nothing else it does', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'charthouse-keys-'));
  const here = { CHARTHOUSE_DATA: folder };
  const shown = async () => JSON.parse((await ran('signatures --json', here)).out) as { key: string; former: string[] };
  const first = await shown();
  const { key } = JSON.parse((await ran('signatures rotate --json', here)).out) as { key: string };
  expect(await shown()).toEqual({ key, former: [first.key] });
  expect(key).not.toBe(first.key);
  expect((await ran('signatures lose', here)).code).toBe(2);
  rmSync(folder, { recursive: true });
});
