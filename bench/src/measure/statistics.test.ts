import { expect, test } from 'vitest';
import { mean, median, percentile } from './statistics.ts';
import { compare, takeTurns } from './take-turns.ts';

test('a percentile is the nearest rank', () => {
  const values = Array.from({ length: 100 }, (_, i) => i + 1);
  expect([0.5, 0.95, 0.99, 1].map((share) => percentile(values, share))).toEqual([50, 95, 99, 100]);
  expect(percentile([7], 0.99)).toBe(7);
  expect(percentile([], 0.5)).toBeNaN();
});

test('a median is the middle, or the mean of the two in the middle', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(mean([1, 2, 6])).toBe(3);
});

test('the share is the median of the ratios of each turn, not the ratio of the medians', () => {
  const turns = [
    { product: 10, limit: 20 },
    { product: 50, limit: 50 },
    { product: 9, limit: 10 },
  ];
  expect(compare(turns)).toEqual({ value: 10, limit: 20, share: 0.9 });
});

test('product and limit program take turns at going first', async () => {
  const order: string[] = [];
  const program = (name: string) => async () => order.push(name);
  const turns = await takeTurns(2, { product: program('product'), limit: program('limit') });
  expect(order).toEqual(['product', 'limit', 'limit', 'product']);
  expect(turns).toEqual([
    { product: 1, limit: 2 },
    { product: 4, limit: 3 },
  ]);
});
