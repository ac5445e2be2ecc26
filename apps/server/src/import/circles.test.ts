import { expect, test } from 'vitest';
import { togetherGroups } from './circles.ts';

const key = (n: number, gives: string | null, ...needs: string[]) => ({ n: String(n), gives, needs });

test('documents that refer to each other stay together, whatever the size', () => {
  const keys = [key(1, 'A/1', 'B/1'), key(2, 'C/1', 'X/9'), key(3, 'B/1', 'D/1'), key(4, 'D/1', 'A/1')];
  expect(togetherGroups(keys, 2)).toEqual([['1', '3', '4'], ['2']]);
});

test('small groups share a transaction up to the size', () => {
  const keys = [1, 2, 3, 4, 5].map((n) => key(n, `A/${n}`));
  expect(togetherGroups(keys, 2)).toEqual([['1', '2'], ['3', '4'], ['5']]);
});

test('a bundle stands by itself', () => {
  expect(togetherGroups([key(1, 'A/1'), key(2, null, 'A/1'), key(3, 'A/2')], 10)).toEqual([['1', '3'], ['2']]);
});

test('two versions of one resource stay together', () => {
  expect(togetherGroups([key(1, 'A/1'), key(2, 'A/2'), key(3, 'A/1')], 2)).toEqual([['1', '3'], ['2']]);
});
