/** Regular expressions answer as the platform's do, and never take long. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matches, replaceMatches } from './regex.ts';
import { isMatch, programOf } from './regex-match.ts';
import { regexTree } from './regex-tree.ts';

const part = fc.constantFrom(
  'a',
  'b',
  '[ab]',
  '[^a]',
  '.',
  '\\d',
  '\\w',
  '\\.',
  '(a|b)',
  '(?:ab|a)',
  '(?:x{2})',
  '(?:(ab?){1,3})',
  '\\b',
  '^',
  '$',
);
const pattern = fc
  .array(fc.tuple(part, fc.constantFrom('', '', '*', '+', '?', '{0,2}', '+?')), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.map(([own, times]) => (/^(?:\^|\$|\\b)$/.test(own) ? own : own + times)).join(''));
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'x', '1', '.', ' '), maxLength: 12 });

describe('regular expressions', () => {
  it('match all ways at once as the platform matches them', () => {
    fc.assert(
      fc.property(pattern, text, (own, given) => {
        const program = programOf(regexTree(own, 'su')!)!;
        expect(isMatch(program, given, true)).toBe(new RegExp(own, 'su').test(given));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['^(a+)+$', `${'a'.repeat(5000)}!`],
    ['(a|a)*b', 'a'.repeat(5000)],
    ['^(([a-z])+.)+[A-Z]([a-z])+$', 'a'.repeat(5000)],
    ['a*a*a*a*a*b', 'a'.repeat(5000)],
    ['^(\\w+\\s?)*$', `${'word '.repeat(1000)}!`],
  ])('never take long: %s', (hostile, given) => {
    const started = performance.now();
    expect(matches(hostile, given)).toBe(false);
    expect(replaceMatches(given, hostile, 'x')).toBe(given);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('say where they would take too long', () => {
    expect(() => matches('^(?=(a+)+$)', `${'a'.repeat(40)}!`)).toThrow('too long');
    expect(() => matches('(', 'a')).toThrow('is no regular expression');
    expect(matches('^(?=a)a', 'ab')).toBe(true);
  });
});
