import { expect, test } from 'vitest';
import { Tally } from './tally.ts';

function tallied(total: number) {
  let time = 0;
  const tally = new Tally(total, () => time);
  return { tally, after: (milliseconds: number) => (time += milliseconds) };
}

test('the time left follows from the bytes of the last seconds', () => {
  const { tally, after } = tallied(1_000);
  after(1_000);
  tally.bytes += 250;
  expect(tally.snapshot()).toMatchObject({ share: 0.25, left: 3 });
});

test('another attempt counts its bytes from the start, and what waits from before', () => {
  const { tally, after } = tallied(1_000);
  tally.add({ written: 30, refusals: [], waiting: 2 });
  tally.bytes += 900;
  after(1_000);
  tally.snapshot();
  tally.begin(2);
  after(1_000);
  tally.bytes += 500;
  expect(tally.snapshot()).toEqual({ written: 30, refused: 0, waiting: 2, rate: 0, share: 0.5, left: 1 });
});

test('a file that grew leaves no negative time', () => {
  const { tally, after } = tallied(1_000);
  after(1_000);
  tally.bytes += 1_500;
  expect(tally.snapshot()).toMatchObject({ share: 1, left: 0 });
});

test('while what waited is tried again, that is told instead of bytes', () => {
  const { tally, after } = tallied(1_000);
  after(1_000);
  tally.bytes += 1_000;
  tally.retry = { tried: 12, of: 30 };
  const snapshot = tally.snapshot();
  expect(snapshot).toMatchObject({ retry: { tried: 12, of: 30 } });
  expect(snapshot).not.toHaveProperty('share');
});
