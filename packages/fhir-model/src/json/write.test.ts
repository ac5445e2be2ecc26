import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../resource.ts';
import { compactJsonText, jsonText } from './json-text.testing.ts';
import { parseJson } from './parse.ts';
import { withLiterals, writeJson } from './write.ts';

const again = (text: string) => {
  const { value, literals } = parseJson(text);
  return writeJson(value, literals);
};

describe('what was read is written as it was', () => {
  test('any JSON text without white space, character for character', () => {
    fc.assert(
      fc.property(compactJsonText, (text) => {
        expect(again(text)).toBe(text);
      }),
    );
  });

  test('any JSON text: written again it is the same as once', () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        expect(again(again(text))).toBe(again(text));
      }),
    );
  });

  test.each(['1.0', '1e5', '-0', '1E+2', '12345678901234567890', '0.10', '1e400'])('%s stays %s', (text) => {
    expect(again(`{"valueQuantity":{"value":${text}},"list":[1,${text}]}`)).toBe(
      `{"valueQuantity":{"value":${text}},"list":[1,${text}]}`,
    );
  });
});

describe('literals follow the numbers they belong to', () => {
  test('a number that was changed since is written as it is now', () => {
    const { value, literals } = parseJson('{"a":1.0,"b":2.0}');
    (value as JsonObject).a = 3;
    expect(writeJson(value, literals)).toBe('{"a":3,"b":2.0}');
  });

  test('an element that was removed takes its literal with it', () => {
    const { value, literals } = parseJson('{"a":{"b":1.0},"c":2}');
    delete (value as JsonObject).a;
    expect(writeJson(value, literals)).toBe('{"c":2}');
  });

  test('-0 and 0 are not the same number', () => {
    const { value, literals } = parseJson('{"a":-0}');
    (value as JsonObject).a = 0;
    expect(writeJson(value, literals)).toBe('{"a":0}');
  });

  test('the value holds plain numbers before and after, also when writing fails', () => {
    const { value, literals } = parseJson('{"a":1.0}');
    expect(withLiterals(literals, () => JSON.stringify({ inside: value }))).toBe('{"inside":{"a":1.0}}');
    expect(value).toEqual({ a: 1 });
    expect(() =>
      withLiterals(literals, () => {
        throw new Error('disk full');
      }),
    ).toThrow('disk full');
    expect(value).toEqual({ a: 1 });
  });

  test('writing inside of writing keeps the literals', () => {
    const { value, literals } = parseJson('{"a":1.0}');
    expect(withLiterals(literals, () => writeJson(value, literals) + JSON.stringify(value))).toBe('{"a":1.0}{"a":1.0}');
  });
});
