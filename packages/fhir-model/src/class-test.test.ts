import { expect, test } from 'vitest';
import { isOfClass } from './class-test.ts';

test('a class is tried once, for all resources that have it', () => {
  expect(isOfClass({ labels: ['HIV'], without: ['draft'] }, { labels: ['HIV'], states: [] })).toBe(true);
  expect(isOfClass({ labels: ['HIV'], without: ['draft'] }, { labels: ['HIV', 'ETH'], states: [] })).toBe(false);
  expect(isOfClass({ without: ['draft'] }, { labels: [], states: ['draft'] })).toBe(false);
});
