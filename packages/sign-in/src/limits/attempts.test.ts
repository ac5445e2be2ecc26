import { expect, test } from 'vitest';
import { waitOf } from './attempts.ts';

const since = { sinceHere: 1e6, sinceAddress: 1e6, sinceEverywhere: 1e6 };
const calm = { here: 0, address: 0, everywhere: 0, known: false, ...since };

test('four mistakes are free, then each doubles the wait, up to a quarter of an hour', () => {
  const after = (here: number) => waitOf({ ...calm, here, sinceHere: 0 });
  expect([0, 4, 5, 6, 10, 100].map(after)).toEqual([0, 0, 2, 4, 64, 900]);
  expect(waitOf({ ...calm, here: 6, sinceHere: 3 })).toBe(1);
  expect(waitOf({ ...calm, here: 6, sinceHere: 5 })).toBe(0);
});

test('who is attacked from everywhere signs in from a known address at once; new ones wait together, a minute at most', () => {
  const attacked = { ...calm, everywhere: 10_000, sinceEverywhere: 0 };
  expect(waitOf({ ...attacked, known: true, sinceHere: 0 })).toBe(0);
  expect([9, 10, 20, 30, 35, 10_000].map((everywhere) => waitOf({ ...attacked, everywhere }))).toEqual([
    0, 2, 8, 32, 60, 60,
  ]);
  expect(waitOf({ ...attacked, sinceEverywhere: 61 })).toBe(0);
  expect(waitOf({ ...attacked, here: 1, sinceHere: 0 })).toBe(900);
});

test('an address that fails at many accounts waits for all it is new to', () => {
  expect(waitOf({ ...calm, address: 50, sinceAddress: 0 })).toBe(0);
  expect(waitOf({ ...calm, address: 100, sinceAddress: 0 })).toBe(32);
  expect(waitOf({ ...calm, address: 100, sinceAddress: 0, known: true })).toBe(0);
});
