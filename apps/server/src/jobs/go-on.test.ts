import { expect, test } from 'vitest';
import { goOnCommand } from './go-on.ts';

test('the command that goes on is written as a shell takes it', () => {
  const job = { kind: 'import', input: { paths: ['/data/a.ndjson', "/data/ann's files"] } };
  expect(goOnCommand(job, 'stopped')).toBe(`charthouse import --resume /data/a.ndjson '/data/ann'\\''s files'`);
  const check = { kind: 'validate', input: { types: ['Patient'], warnings: true, profiles: ['http://x.org/p'] } };
  expect(goOnCommand(check, 'interrupted')).toBe(
    'charthouse validate --stored --resume --warnings --type Patient --profile http://x.org/p',
  );
});

test('what runs, is done or is gone on with by a server needs no command', () => {
  const job = { kind: 'import', input: { paths: ['/data'] } };
  expect([goOnCommand(job, 'running'), goOnCommand(job, 'done')]).toEqual([undefined, undefined]);
  expect(goOnCommand({ kind: 'reindex', input: {} }, 'failed')).toBeUndefined();
});
