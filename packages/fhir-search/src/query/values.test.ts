/** Lists, bars and escapes; prefixes of strings as ranges. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalise } from '../types/string/normalise.ts';
import { prefixBounds } from './prefix-bounds.ts';
import { splitOn, withoutEscapes } from './values.ts';

test('what is escaped does not separate', () => {
  expect(splitOn('a\\,b,c', ',')).toEqual(['a\\,b', 'c']);
  expect(splitOn('a\\\\,b', ',')).toEqual(['a\\\\', 'b']);
  expect(splitOn('a\\|b|c', '|').map(withoutEscapes)).toEqual(['a|b', 'c']);
  expect(splitOn('', ',')).toEqual(['']);
});

test('any list comes back from its escaped form', () => {
  const withEscapes = (text: string) => text.replace(/[,|$\\]/g, '\\$&');
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), (values) => {
      expect(splitOn(values.map(withEscapes).join(','), ',').map(withoutEscapes)).toEqual(values);
    }),
  );
});

const bytes = (text: string) => Buffer.from(text, 'utf8');

test('a prefix range holds exactly the texts that begin with it, in the order of bytes', () => {
  const text = fc.string({ unit: 'binary', maxLength: 4 });
  fc.assert(
    fc.property(text, text, (prefix, other) => {
      for (const candidate of [other, prefix + other]) {
        const within = prefixBounds(prefix).every(({ is, value }) => {
          const order = Buffer.compare(bytes(candidate), bytes(value));
          return is === '<' ? order < 0 : order >= 0;
        });
        expect(within).toBe(candidate.startsWith(prefix));
      }
    }),
  );
});

test.each([
  ['Ångström', 'angstrom'],
  ['ÅNGSTRÖM', 'angstrom'],
  ['Ångström', 'angstrom'],
  ['Straße', 'straße'],
  ['Łódź', 'łodz'],
  ['ﬁne', 'fine'],
  ['İstanbul', 'istanbul'],
  ['王小明', '王小明'],
])('%s is compared as %s', (text, expected) => {
  expect(normalise(text)).toBe(expected);
});

test('long texts are cut between characters', () => {
  expect(normalise('a'.repeat(1000))).toHaveLength(400);
  expect(normalise(`${'a'.repeat(399)}😀`).isWellFormed()).toBe(true);
});
