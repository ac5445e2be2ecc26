import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ran } from '../command-line/run.testing.ts';
import { runCommandLine } from '../command-line/run.ts';
import { keyTexts } from '../proof/proof.testing.ts';
import { commands } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'charthouse-witness-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('wrong usage is said', async () => {
  const state = join(folder, 'none');
  const cases: [string[], string][] = [
    [[], 'give --log'],
    [['--log', 'no-file'], 'neither a public key'],
    [['--log', keyTexts.witness], 'is the key of a witness'],
    [['--log', keyTexts.log, '--state', state], 'give it a name with --name'],
    [['--log', keyTexts.log, '--state', state, '--name', 'two words'], 'cannot be named'],
    [['--log', keyTexts.log, '--port', '70000'], '--port must be'],
  ];
  for (const [words, said] of cases)
    expect(await ran(['witness', ...words])).toMatchObject({ code: 2, error: expect.stringContaining(said) });
});

test('the first start makes a key that only its owner can read; further ones keep it and its name', async () => {
  const state = join(folder, 'state');
  const said = async (...words: string[]) => {
    const stop = new AbortController();
    const facts: Record<string, unknown>[] = [];
    const code = await runCommandLine(['witness', '--log', keyTexts.log, '--state', state, '--port', '0', ...words], {
      commands,
      environment: {},
      signal: stop.signal,
      reportFor: () => ({
        ...{ json: true, begin: () => {}, warn: () => {} },
        fail: (text) => facts.push({ failed: text }),
        say: (_text, fact) => {
          facts.push({ ...fact });
          stop.abort();
        },
      }),
    });
    return { code, fact: facts[0] ?? {} };
  };
  const first = await said('--name', 'university.example');
  expect(first).toMatchObject({ code: 0, fact: { name: 'university.example', logs: ['hospital.example/log'] } });
  expect(statSync(join(state, 'witness.key')).mode & 0o777).toBe(0o600);
  expect((await said()).fact.key).toBe(first.fact.key);
  expect(await said('--name', 'other.example')).toMatchObject({ code: 2 });
  const key = readFileSync(join(state, 'witness.key'), 'utf8');
  writeFileSync(join(state, 'witness.key'), key.slice(0, 60));
  expect(await said()).toMatchObject({
    code: 1,
    fact: { failed: expect.stringContaining('witness.key cannot be used') },
  });
});
