/** Many who ask for the same counts are answered by few. */
import { expect, test, vi } from 'vitest';
import { createSharedCounts } from './shared-counts.ts';

test('while nothing changes all are answered by one count, each key by its own', async () => {
  const counts = createSharedCounts();
  const count = vi.fn(async () => 5);
  expect(await Promise.all([1, 2, 3].map(() => counts.of('technician', count)))).toEqual([5, 5, 5]);
  await counts.of('manager', count);
  expect(count).toHaveBeenCalledTimes(2);
});

test('after a change nobody is answered by what was counted before it, and those who wait share the next', async () => {
  const counts = createSharedCounts();
  let tasks = 1;
  const count = vi.fn(async () => tasks);
  expect(await counts.of('technician', count)).toBe(1);
  tasks = 2;
  counts.changed();
  expect(await Promise.all([1, 2, 3].map(() => counts.of('technician', count)))).toEqual([2, 2, 2]);
  tasks = 3;
  counts.changed();
  expect(await counts.of('technician', count)).toBe(3);
  expect(count).toHaveBeenCalledTimes(3);
});

test('a change while it is counted has it counted again', async () => {
  const counts = createSharedCounts();
  let answer = (_tasks: number) => {};
  const slow = counts.of('technician', () => new Promise<number>((done) => (answer = done)));
  counts.changed();
  const second = counts.of('technician', async () => 8);
  answer(7);
  expect([await slow, await second]).toEqual([7, 8]);
});

test('who comes after a failure asks the database', async () => {
  const counts = createSharedCounts();
  await expect(counts.of('technician', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  expect(await counts.of('technician', async () => 4)).toBe(4);
});
