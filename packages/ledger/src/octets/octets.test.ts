import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase64, toBase64 } from './base64.ts';
import { equal, joined } from './octets.ts';
import { fromUtf8, utf8 } from './utf8.ts';

const bytes = fc.uint8Array({ maxLength: 70 });
const letters = fc.integer({ min: 0, max: 0x10ffff }).filter((code) => code < 0xd800 || code > 0xdfff);
const texts = fc.array(letters, { maxLength: 20 }).map((codes) => String.fromCodePoint(...codes));

describe('base64', () => {
  it('is that of Node and comes back', () => {
    fc.assert(
      fc.property(bytes, (some) => {
        expect(toBase64(some)).toBe(Buffer.from(some).toString('base64'));
        expect(fromBase64(toBase64(some))).toEqual(new Uint8Array(some));
      }),
    );
  });

  it('is read in its one canonical spelling only', () => {
    for (const other of [
      'AB==',
      'AAB=',
      'AA',
      'AA=',
      'A===',
      '====',
      'AA= =',
      'AAAA\n',
      'AA-_',
      'AA==AAAA',
      'AÄA=',
      '=',
    ])
      expect(() => fromBase64(other), other).toThrow(/not base64/);
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), (text) => {
        const read = (() => {
          try {
            return fromBase64(text);
          } catch {
            return undefined;
          }
        })();
        if (read) expect(toBase64(read)).toBe(text);
      }),
    );
  });
});

describe('UTF-8', () => {
  it('is that of Node and comes back', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(Buffer.from(utf8(text)).toString()).toBe(text);
        expect(fromUtf8(utf8(text))).toBe(text);
      }),
    );
  });

  it('refuses what is no text', () => {
    expect(() => utf8('a\ud800b')).toThrow(/surrogate/);
    for (const wrong of [[0xc0, 0x80], [0xed, 0xa0, 0x80], [0x80], [0xf8], [0xe2, 0x80]])
      expect(() => fromUtf8(Uint8Array.from(wrong))).toThrow(/no UTF-8/);
  });
});

it('joins and compares', () => {
  fc.assert(fc.property(bytes, bytes, (a, b) => equal(joined(a, b), new Uint8Array([...a, ...b]))));
  expect(equal(Uint8Array.of(1), Uint8Array.of(2))).toBe(false);
  expect(equal(Uint8Array.of(1), Uint8Array.of(1, 2))).toBe(false);
});
