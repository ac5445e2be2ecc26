import { expect, test } from 'vitest';
import { keysInUse, needsKey } from './signing-keys.ts';

const day = 86_400_000;
const key = (kid: string, created: number) => ({ kid, jwk: {}, created: created * day });
const used = (keys: ReturnType<typeof key>[], now: number) => keysInUse(keys, now * day).map(({ kid }) => kid);

test('the first key signs at once', () => {
  expect(needsKey([], 0)).toBe(true);
  expect(used([key('a', 0)], 0)).toEqual(['a']);
});

test('after 90 days another is published, signs two days later, and the old one stays as long as what it signed', () => {
  expect(needsKey([key('a', 0)], 89 * day)).toBe(false);
  expect(needsKey([key('a', 0)], 90 * day)).toBe(true);
  const both = [key('a', 0), key('b', 90)];
  expect(needsKey(both, 91 * day)).toBe(false);
  expect(used(both, 91)).toEqual(['a', 'b']);
  expect(used(both, 92)).toEqual(['b', 'a']);
  expect(used(both, 94)).toEqual(['b']);
});
