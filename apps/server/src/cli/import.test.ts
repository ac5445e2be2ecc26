import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ran } from '../command-line/run.testing.ts';

test('wrong usage is said before anything is opened', async () => {
  expect(await ran('import')).toMatchObject({ code: 2, error: expect.stringContaining('needs PATH…') });
  expect(await ran('import --parallel 99 x')).toMatchObject({
    code: 2,
    error: 'charthouse: `--parallel` is a whole number from 1 to 16.\n',
  });
  expect(await ran('import --resum x')).toMatchObject({ code: 2, error: expect.stringContaining('`--resume`') });
});

test('a path that is not there and a folder without files stop it before a database is opened', async () => {
  const nowhere = { DATABASE_URL: 'postgresql://me@127.0.0.1:9/record' };
  expect(await ran('import /nowhere/at/all', nowhere)).toEqual({
    code: 1,
    out: '',
    error: 'charthouse: there is no file or folder /nowhere/at/all.\n',
  });
  const folder = mkdtempSync(join(tmpdir(), 'charthouse-empty-'));
  const empty = await ran(['import', folder], nowhere);
  expect(empty).toMatchObject({ code: 1, error: expect.stringContaining(`nothing to read in ${folder}: no .json`) });
  rmSync(folder, { recursive: true });
});
