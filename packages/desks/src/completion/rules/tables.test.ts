/** The tables of types of deficiencies and documents. */
import { expect, test } from 'vitest';
import { deficiencyTypeSystem, deficiencyTypes } from './deficiency-types.ts';
import { documentTypeOf, documentTypeSystem, documentTypes, loinc } from './document-types.ts';

test('codes are once in their system', () => {
  const codes = deficiencyTypes.map(({ code }) => code);
  expect(deficiencyTypeSystem).toMatch(/deficiency-type$/);
  expect(new Set(codes).size).toBe(codes.length);
});

test('a document that completes a deficiency is in the register', () => {
  const named = deficiencyTypes.flatMap(({ document }) => document ?? []);
  expect(named.filter((type) => !Object.hasOwn(documentTypes, type))).toEqual([]);
});

test('a type is known by LOINC and by our own code, and another code is none', () => {
  expect(documentTypeOf(loinc, '11504-8')).toBe('operative-report');
  expect(documentTypeOf(documentTypeSystem, 'transfer-form')).toBe('transfer-form');
  expect(documentTypeOf(documentTypeSystem, 'toString')).toBeUndefined();
  expect(documentTypeOf(loinc, '29463-7')).toBeUndefined();
});
