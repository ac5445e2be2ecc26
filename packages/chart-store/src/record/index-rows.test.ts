import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeIndexRows, encodeIndexRows, type IndexedRows, noRows } from './index-rows.ts';

const int8 = fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n);
const int4 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const edge = fc.constantFrom('f' as const, 'l' as const, 'b' as const, ' ' as const);
const lists = {
  sd: int8,
  tok: fc.array(fc.record({ h: int8, sys: int4 })),
  str: fc.array(fc.record({ h: int8, val: fc.string({ unit: 'grapheme' }), edge })),
  dat: fc.array(fc.record({ h: int8, lo: int8, hi: int8, edge })),
  qty: fc.array(fc.record({ h: int8, lo: fc.double({ noNaN: true }), hi: fc.double({ noNaN: true }), edge })),
  ref: fc.array(fc.record({ tk: int8, p: int4 })),
};
const present = fc.uint8Array({ maxLength: 9 });
const contained = fc.array(
  fc.record({ place: fc.nat(), tid: fc.nat(), id: fc.string({ unit: 'grapheme' }), tk: int8, present, ...lists }),
  { maxLength: 3 },
);
const rows: fc.Arbitrary<IndexedRows> = fc.record(
  { ...lists, contained },
  { requiredKeys: ['sd', 'tok', 'str', 'dat', 'qty', 'ref'] },
);

test('index rows survive their encoding, whatever they hold and however many they are', () => {
  fc.assert(
    fc.property(rows, (value) => {
      expect(decodeIndexRows(encodeIndexRows(value))).toEqual(value);
    }),
  );
  const many = {
    ...noRows,
    str: Array.from({ length: 5000 }, (_, i) => ({ h: 1n, val: `naïve ${i}`, edge: ' ' as const })),
  };
  expect(decodeIndexRows(encodeIndexRows(many))).toEqual(many);
});

test('no bytes mean no rows; bytes of a newer format are refused', () => {
  expect(decodeIndexRows(new Uint8Array())).toEqual(noRows);
  expect(() => decodeIndexRows(new Uint8Array([9, 0, 0]))).toThrow('format 9');
});
