import { expect, test } from 'vitest';
import { isGivenUp } from './resumptions.ts';

const resumed = {
  position: '14',
  from: 'a.example/log',
  to: 'b.example/log',
  size: 14n,
  lost: 18n,
  reason: 'disk',
  by: 'me',
};

test.each([
  ['a.example/log', 15n, true],
  ['a.example/log', 18n, true],
  ['a.example/log', 14n, false], // still there
  ['a.example/log', 19n, false], // longer than what was said to be lost
  ['b.example/log', 16n, false],
])('a head of %s with %d leaves is of what was given up: %s', (origin, size, expected) => {
  expect(isGivenUp({ origin, size }, [resumed])).toBe(expected);
});
