import { expect, test } from 'vitest';
import { atATime } from './at-a-time.ts';

test('never more than so many run, all in their order, also after one that failed', async () => {
  const limited = atATime(2);
  const begun: number[] = [];
  let [running, most] = [0, 0];
  const work = (n: number) => async () => {
    begun.push(n);
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 2));
    running--;
    if (n === 1) throw new Error('one of them');
    return n;
  };
  const results = await Promise.allSettled([0, 1, 2, 3, 4].map((n) => limited(work(n))));
  expect(begun).toEqual([0, 1, 2, 3, 4]);
  expect(most).toBe(2);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
});
