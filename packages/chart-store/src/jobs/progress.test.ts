import { expect, test } from 'vitest';
import type { Job } from './kind.ts';
import { progressOf } from './progress.ts';

const job = (more: Partial<Job>): Job => ({
  id: 1,
  kind: 'test',
  input: {},
  state: 'running',
  cancel: false,
  attempt: 1,
  maxAttempts: 5,
  runAt: 0,
  checkpoint: null,
  done: 0,
  refused: 0,
  created: 0,
  claimed: 0,
  claimedAt: 0,
  ...more,
});

test('the rate counts what this attempt did, refused items too', () => {
  expect(progressOf(job({ done: 90, refused: 10, claimedAt: 50 }), 10_000).rate).toBe(5);
});

test('the time left follows from total and rate', () => {
  expect(progressOf(job({ done: 100, total: 300 }), 10_000)).toEqual({ rate: 10, share: 1 / 3, eta: 20 });
});

test('without a rate, a total or a running job there is no time left to tell', () => {
  expect(progressOf(job({ total: 300 }), 10_000)).toEqual({ rate: 0, share: 0 });
  expect(progressOf(job({ done: 5 }), 10_000)).toEqual({ rate: 0.5 });
  expect(progressOf(job({ done: 300, total: 300, state: 'done', finished: 10_000 }), 99_000)).toEqual({
    rate: 30,
    share: 1,
  });
});

test('a job that does not run has no rate, whenever one looks', () => {
  for (const state of ['queued', 'failed', 'cancelled'] as const)
    expect(progressOf(job({ state, done: 50, finished: 5_000 }), 10_000).rate).toBe(0);
  expect(progressOf(job({ done: 50, leaseUntil: 9_000 }), 10_000).rate).toBe(0);
  expect(progressOf(job({ done: 50, leaseUntil: 11_000 }), 10_000).rate).toBe(5);
});

test('a job of nothing is complete', () => {
  expect(progressOf(job({ total: 0 }), 10_000).share).toBe(1);
});
