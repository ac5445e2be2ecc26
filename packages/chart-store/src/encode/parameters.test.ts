/** The values of a statement on their way. */
import { expect, test } from 'vitest';
import { anyParameters } from './parameters.ts';

test('more values than the protocol can count are refused with advice', () => {
  expect(anyParameters(Array.from({ length: 65_535 }, String)).count).toBe(65_535);
  expect(() => anyParameters(Array.from({ length: 65_536 }, String))).toThrow(/in several searches/);
});
