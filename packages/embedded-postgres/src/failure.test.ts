import { expect, test } from 'vitest';
import { failureFromLog } from './failure.ts';

test.each([
  ['FATAL:  could not write to file "pg_wal/xlogtemp.1": No space left on device', 'disk-full', 'No space is left'],
  ['FATAL:  could not open file "global/pg_control": Permission denied', 'permission', 'may not read or write'],
  ['FATAL:  data directory "/d" has wrong ownership', 'permission', 'may not read or write'],
  ['initdb: error while loading shared libraries: libicui18n.so.60: cannot open', 'no-binaries', 'npm rebuild'],
  ['FATAL:  database files are incompatible with server', 'other-version', 'another major version'],
  ['FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use', 'busy', 'Wait a moment'],
  ['FATAL:  lock file "postmaster.pid" already exists', 'busy', 'Wait a moment'],
  ['LOG:  starting\nFATAL:  something nobody foresaw', 'failed', 'FATAL:  something nobody foresaw'],
])('%s', (log, code, sentence) => {
  const failure = failureFromLog(log, '/data');
  expect(failure.code).toBe(code);
  expect(failure.message).toContain(sentence);
});
