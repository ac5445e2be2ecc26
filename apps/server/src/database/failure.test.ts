import { expect, test } from 'vitest';
import { placeOf, tooOld, unusable } from './failure.ts';

const url = 'postgresql://me:secret@db.example:5433/record';

test.each([
  ['ECONNREFUSED', 'Nothing answers there'],
  ['ENOTFOUND', 'No machine of that name'],
  ['28P01', 'refuses this user or password'],
  ['3D000', 'no database of that name'],
  ['53300', 'no connection free'],
])('%s is told as a sentence without the password', (code, sentence) => {
  const { message, exitCode } = unusable(url, Object.assign(new Error('raw'), { code }));
  expect(message).toContain(`the database at db.example:5433/record cannot be used. `);
  expect(message).toContain(sentence);
  expect(message).not.toContain('secret');
  expect(exitCode).toBe(1);
});

test('a connection that is dropped without an answer is told with advice', () => {
  for (const error of [
    new Error('Connection terminated unexpectedly'),
    Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
  ])
    expect(unusable(url, error).message).toContain('Check that PostgreSQL listens there');
});

test('PostgreSQL 14 is too old, 15 is not', () => {
  expect(tooOld(url, 140_012)?.message).toContain('is PostgreSQL 14; Charthouse needs 15 or newer');
  expect(tooOld(url, 150_000)).toBeUndefined();
});

test('a socket is named by its folder', () => {
  expect(placeOf('postgresql://me:x@localhost/record?host=%2Fvar%2Frun')).toBe('/var/run/record');
});
