import { expect, test } from 'vitest';
import { units } from './units.ts';

test('units of one dimension are converted, others are not', () => {
  expect(units.convert(1, 'g', 'mg')).toBe(1000);
  expect(units.convert(1, 'g', 'm')).toBeUndefined();
  expect(units.convert(1, 'cupful', 'g')).toBeUndefined();
});
