import { expect, test } from 'vitest';
import { requireServerVersion } from './state.ts';

test('PostgreSQL 15 and newer is accepted, older is refused with its version', () => {
  requireServerVersion(150_000);
  requireServerVersion(180_004);
  expect(() => requireServerVersion(140_011)).toThrow(
    'The database runs PostgreSQL 14; version 15 or newer is needed.',
  );
  expect(() => requireServerVersion(90_624)).toThrow('older than 10');
});
