import { expect, test } from 'vitest';
import { command } from './command.ts';
import { createReport } from './report.ts';
import { runCommandLine } from './run.ts';
import { failure, wrongUsage } from './stop.ts';

const greet = command({
  name: 'greet',
  summary: 'Say hello',
  arguments: { usage: 'NAME…', least: 1, most: 2 },
  examples: ['charthouse greet Ada'],
  options: {
    loud: { type: 'boolean', short: 'l', help: 'in capitals' },
    to: { type: 'string', value: 'DIR', help: 'where to' },
    also: { type: 'string', multiple: true, help: 'others' },
  },
  async run({ values, positionals, report }) {
    const text = [...positionals, ...values.also].join(' ');
    report.say(values.loud ? text.toUpperCase() : text, { text, to: values.to });
    return 0;
  },
});

const failing = (error: unknown) =>
  command({ name: 'fail', summary: 'Fail', options: {}, run: () => Promise.reject(error) });

async function run(words: string, commands = [greet], environment: Record<string, string> = {}) {
  let out = '';
  let error = '';
  const streams = {
    out: { write: (text: string) => (out += text) },
    error: { write: (text: string) => (error += text) },
  };
  const code = await runCommandLine(words.split(' ').filter(Boolean), {
    commands,
    environment,
    signal: new AbortController().signal,
    reportFor: (json) => createReport(json, streams),
  });
  return { code, out, error };
}

test('a command gets its options and arguments, and exits with 0', async () => {
  expect(await run('greet Ada -l --also Bob --also Cleo')).toEqual({ code: 0, out: 'ADA BOB CLEO\n', error: '' });
});

test('--json says one object per line instead of text', async () => {
  expect((await run('greet Ada --to here --json')).out).toBe('{"text":"Ada","to":"here"}\n');
});

test('--help shows usage, every option and the examples', async () => {
  const { code, out } = await run('greet --help');
  expect(code).toBe(0);
  for (const part of [
    'Usage: charthouse greet NAME…',
    '-l, --loud',
    '--to DIR',
    '--also VALUE …',
    '--json',
    'greet Ada',
  ])
    expect(out).toContain(part);
});

test('the overview lists the commands; without a command it is shown with exit code 2', async () => {
  expect(await run('--help')).toMatchObject({ code: 0, out: expect.stringContaining('greet NAME…  Say hello') });
  expect((await run('--help')).out).toContain('-v, --version');
  expect((await run('')).code).toBe(2);
});

test('what is mistyped is answered with exit code 2 and the nearest known word', async () => {
  expect(await run('gret Ada')).toMatchObject({ code: 2, error: expect.stringContaining('`charthouse greet`') });
  expect(await run('greet Ada --lout')).toMatchObject({ code: 2, error: expect.stringContaining('`--loud`') });
  expect(await run('greet Ada --to')).toMatchObject({ code: 2, error: expect.stringContaining('--to') });
  expect(await run('greet')).toMatchObject({ code: 2, error: expect.stringContaining('needs NAME…') });
  expect(await run('greet a b c')).toMatchObject({ code: 2, error: expect.stringContaining('`c`') });
});

test('a failure exits with 1 and its sentence; wrong usage with 2; a defect shows where it happened', async () => {
  expect(await run('fail', [failing(failure('the disk is full.'))])).toEqual({
    code: 1,
    out: '',
    error: 'charthouse: the disk is full.\n',
  });
  expect((await run('fail --json', [failing(failure('the disk is full.'))])).error).toBe(
    '{"error":"the disk is full."}\n',
  );
  expect((await run('fail', [failing(wrongUsage('no.'))])).code).toBe(2);
  expect((await run('fail', [failing(new TypeError('x is undefined'))])).error).toMatch(/TypeError.*\n\s+at /);
});

test('an unknown setting stops every command before it does anything', async () => {
  const { code, out, error } = await run('greet Ada', [greet], { CHARTHOUSE_PROT: '1' });
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(error).toContain('Did you mean CHARTHOUSE_PORT?');
});
