import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OutcomeError } from '../outcomes.ts';
import { anyText, jsonText } from './json-text.testing.ts';
import { parseJson } from './parse.ts';

const refusal = (text: string, depth = 128) => {
  try {
    parseJson(text, { depth });
  } catch (error) {
    if (error instanceof OutcomeError) return error;
    throw error;
  }
  throw new Error('was accepted');
};
/** No property name has an escape: V8 13.6, after `{"a":1,"\\":2}`, reads the `"\n"` of `{"a":1,"\n":2}` as a backslash. */
const trustsNative = (text: string) => !/\\(?:[^"\\]|\\.)*"\s*:/s.test(text);
const message = (text: string) => refusal(text).message;

describe('what is JSON is read as JSON.parse reads it', () => {
  test('any JSON text', () => {
    fc.assert(
      fc.property(jsonText.filter(trustsNative), (text) => {
        expect(parseJson(text).value).toEqual(JSON.parse(text));
      }),
    );
  });

  test('a byte order mark at the start is no part of the text', () => {
    expect(parseJson('\ufeff{"a":1}').value).toEqual({ a: 1 });
    expect(message('\ufeff\ufeff{}')).toContain('line 1, column 1');
  });

  test('a property name that is one escape is that one character', () => {
    for (let round = 0; round < 3; round++) {
      expect(parseJson('{"a":1,"\\\\":2}').value).toEqual({ a: 1, '\\': 2 });
      expect(parseJson('{"a":1,"\\n":2}').value).toEqual({ a: 1, '\n': 2 });
    }
  });

  test('quotes and backslashes that are escaped do not end a string', () => {
    expect(parseJson(String.raw`["\"","\\","\\\"","é\"é"]`).value).toEqual(['"', '\\', '\\"', 'é"é']);
  });

  test('a property called __proto__ is a property like any other', () => {
    const { value } = parseJson('{"__proto__":{"polluted":true},"constructor":1,"toString":2}');
    expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor', 'toString']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('what is not JSON is refused where JSON.parse refuses it', () => {
  const stricter = /stands twice|surrogate|NUL|Nested deeper/;

  test('any text, and JSON text with one character changed, added or taken away', () => {
    fc.assert(
      fc.property(anyText.filter(trustsNative), (text) => {
        let expected: unknown;
        try {
          expected = JSON.parse(text);
        } catch {
          refusal(text);
          return;
        }
        try {
          expect(parseJson(text).value).toEqual(expected);
        } catch (error) {
          if (!(error instanceof OutcomeError)) throw error;
          expect(error.message).toMatch(stricter);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['', 'The JSON text ends too early (line 1, column 1).'],
    ['{"a":1', 'A comma or } is expected here (line 1, column 7).'],
    ['[1,]', 'A JSON value is expected here (line 1, column 4).'],
    ['{"a":1,}', 'A property name in double quotes is expected here (line 1, column 8).'],
    ["{'a':1}", 'A property name in double quotes is expected here (line 1, column 2).'],
    ['{"a" 1}', 'A colon is expected here (line 1, column 6).'],
    ['{} {}', 'Text after the end of the JSON document (line 1, column 4).'],
    ['{"a":"b', 'The string does not end (line 1, column 8).'],
    ['{"a":"\\', 'The string does not end (line 1, column 8).'],
    ['{"a":"\\u00e9 b', 'The string does not end (line 1, column 15).'],
    ['["tab\there"]', 'A control character must be escaped in a string (line 1, column 6).'],
    ['["\\n tab\there"]', 'A control character must be escaped in a string (line 1, column 9).'],
    ['["\\x41"]', 'The string has an escape that JSON does not know (line 1, column 2).'],
    ['[01]', 'This is no JSON number (line 1, column 2).'],
    ['[1.]', 'This is no JSON number (line 1, column 2).'],
    ['[.5]', 'A JSON value is expected here (line 1, column 2).'],
    ['[-]', 'This is no JSON number (line 1, column 2).'],
    ['[1e]', 'This is no JSON number (line 1, column 2).'],
    ['[NaN]', 'A JSON value is expected here (line 1, column 2).'],
    ['{"a":undefined}', 'A JSON value is expected here (line 1, column 6).'],
    ['{\r\n  "a": 1,\r\n  "b": x\r\n}', 'A JSON value is expected here (line 3, column 8).'],
  ])('%j: %s', (text, expected) => expect(message(text)).toBe(expected));
});

describe('a health record is stricter than JSON', () => {
  test('a property may stand only once in an object, however it is written', () => {
    expect(message('{"a":1,\n "a":2}')).toBe('The property "a" stands twice in one object (line 2, column 2).');
    expect(message('{"a":1,"\\u0061":2}')).toContain('"a" stands twice');
    expect(message('{"__proto__":1,"__proto__":2}')).toContain('stands twice');
    expect(parseJson('{"a":{"a":[{"a":1},{"a":2}]}}').value).toEqual({ a: { a: [{ a: 1 }, { a: 2 }] } });
    expect(message(`{"${'k'.repeat(1e6)}":1,"${'k'.repeat(1e6)}":2}`).length).toBeLessThan(200);
  });

  test.each(['["\\ud83d"]', '["\\ude00"]', '["\\ude00\\ud83d"]', '["\ud83d"]', '["\ude00"]', '{"\\ud83d":1}'])(
    'half a surrogate pair is no character: %j',
    (text) => expect(message(text)).toContain('surrogate pair'),
  );

  test('whole surrogate pairs are characters, raw or escaped', () => {
    expect(parseJson('["😀","\\ud83d\\ude00"]').value).toEqual(['😀', '😀']);
  });

  test('a NUL character is refused, escaped or raw, in values and names', () => {
    expect(message('["a\\u0000b"]')).toContain('NUL');
    expect(message('{"a\\u0000":1}')).toContain('NUL');
    expect(message('["a\0b"]')).toContain('control character');
  });

  test('nesting goes to the limit and no deeper', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(parseJson(nested(128)).literals).toEqual([]);
    expect(message(nested(129))).toBe('Nested deeper than 128 levels (line 1, column 130).');
    expect(message('{"a":'.repeat(1000))).toContain('Nested deeper than 128 levels');
    expect(refusal('[[[', 2).message).toContain('Nested deeper than 2 levels');
    expect(parseJson(`[${'[],'.repeat(1000)}[]]`).value).toHaveLength(1001);
  });

  test('the refusal is a 400 with the place in it', () => {
    const error = refusal('{\n  "a": tru\n}');
    expect(error.status).toBe(400);
    expect(error.issues).toEqual([
      {
        severity: 'fatal',
        code: 'structure',
        diagnostics: 'A JSON value is expected here (line 2, column 8).',
        line: 2,
        column: 8,
      },
    ]);
  });
});

describe('numbers keep their text', () => {
  test.each(['1.0', '1e5', '-0', '1E+2', '12345678901234567890', '0.10', '1e400', '100000000000000000000000', '-0.0'])(
    '%s is remembered as written',
    (text) => {
      const { value, literals } = parseJson(`{"a":[${text}]}`);
      const array = (value as { a: number[] }).a;
      expect(Object.is(array[0], Number(text))).toBe(true);
      expect(literals).toEqual([{ holder: array, key: 0, text }]);
      expect(literals[0]?.holder).toBe(array);
    },
  );

  test.each(['0', '1', '-1', '1.5', '0.001', '123456789', '1e+21', '1.5e-9'])(
    '%s is what JavaScript prints',
    (text) => {
      expect(parseJson(`[${text}]`).literals).toEqual([]);
    },
  );
});

describe('time grows with the text and not faster', () => {
  const size = 10_000_000;
  const hostile: Readonly<Record<string, () => string>> = {
    'one long string': () => `["${'a'.repeat(size)}"]`,
    'one long string of escapes': () => `["${'\\u00e9'.repeat(size / 6)}"]`,
    'a string that does not end': () => `["${'a'.repeat(size)}`,
    'backslashes that do not end': () => `["${'\\\\'.repeat(size / 2)}`,
    'one long number': () => `[1${'0'.repeat(size)}x]`,
    'one long fraction': () => `[1.${'0'.repeat(size)}]`,
    'white space': () => `[${' '.repeat(size)}]`,
    'lines, then an error': () => `[${'\n'.repeat(size)}x]`,
    'many literals': () => `[${'1.0,'.repeat(size / 20)}1.0]`,
    'many names': () => `{${Array.from({ length: size / 50 }, (_, n) => `"name${n}":1`).join()}}`,
    'many numbers as names': () => `{${Array.from({ length: size / 50 }, (_, n) => `"${n * 1000}":1`).join()}}`,
    'many emoji': () => `["${'😀'.repeat(size / 10)}"]`,
  };
  test.each(Object.entries(hostile))('%s', (_, make) => {
    const text = make();
    const started = performance.now();
    try {
      parseJson(text);
    } catch (error) {
      expect(error).toBeInstanceOf(OutcomeError);
    }
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
