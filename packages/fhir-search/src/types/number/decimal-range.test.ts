/** Decimals with the precision they are written with: the table of https://hl7.org/fhir/R4/search.html#number */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimalRange } from './decimal-range.ts';

test.each([
  ['100', 99.5, 100.5],
  ['100.00', 99.995, 100.005],
  ['1e2', 95, 105],
  ['5.4', 5.35, 5.45],
  ['5.40e-3', 0.00535, 0.00545],
  ['5.4321e-3', 0.00543205, 0.00543215],
  ['8e-1', 0.75, 0.85],
  ['5e0', 4.5, 5.5],
  ['1.5e2', 145, 155],
  ['-5', -5.5, -4.5],
  ['+7', 6.5, 7.5],
  ['0.0', -0.05, 0.05],
  ['9007199254740993', 9007199254740992, 9007199254740996],
])('%s is from %d to %d', (text, lo, hi) => {
  expect(decimalRange(text)).toMatchObject({ value: Number(text), lo, hi });
});

test.each([
  '',
  '.5',
  '5.',
  'e5',
  '1e',
  '0x10',
  '1_000',
  'NaN',
  'Infinity',
  '1e999',
  '--1',
  '1,5',
  `1${'0'.repeat(50)}`,
])('%s is no decimal', (text) => {
  expect(decimalRange(text)).toBeUndefined();
});

test('every decimal lies in its own range', () => {
  const decimal = fc.tuple(fc.integer(), fc.nat(999)).map(([whole, fraction]) => `${whole}.${fraction}`);
  fc.assert(
    fc.property(decimal, (text) => {
      const range = decimalRange(text)!;
      expect(range.lo <= range.value && range.value < range.hi).toBe(true);
    }),
  );
});
