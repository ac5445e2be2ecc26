import { expect, test } from 'vitest';
import { inMemory } from '../in-memory-house.testing.ts';
import { sizes } from './sizes.ts';

const lines = (count: number) => 'line();\n'.repeat(count);

test('300 lines pass, 301 are found', () => {
  expect(sizes.find(inMemory({ 'packages/x/src/a.ts': lines(300) }))).toEqual([]);
  expect(sizes.find(inMemory({ 'packages/x/src/a.ts': lines(301) }))).toEqual([
    expect.stringContaining('packages/x/src/a.ts: 301 lines'),
  ]);
});

test('a reason at the head excuses, further down it does not', () => {
  const reason = '/** Over 300 lines because it is one table. */\n';
  expect(sizes.find(inMemory({ 'packages/x/src/a.ts': reason + lines(400) }))).toEqual([]);
  expect(sizes.find(inMemory({ 'packages/x/src/a.ts': lines(400) + reason }))).toHaveLength(1);
});

test('generated files have their own size', () => {
  expect(sizes.find(inMemory({ 'packages/x/generated/types.ts': lines(9000) }))).toEqual([]);
});
