import { expect, test } from 'vitest';
import { openVault } from './vault.ts';

const [old, fresh] = ['the key of yesterday, long enough', 'the key of today, also long enough'];

test('what is sealed says nothing, is never the same twice, and opens only where it belongs', () => {
  const vault = openVault([old]);
  const sealed = vault.seal('JBSWY3DPEHPK3PXP', 'ada');
  expect(sealed).not.toContain('JBSWY3DPEHPK3PXP');
  expect(vault.seal('JBSWY3DPEHPK3PXP', 'ada')).not.toBe(sealed);
  expect(vault.open(sealed, 'ada')).toBe('JBSWY3DPEHPK3PXP');
  expect(vault.open(sealed, 'eve')).toBeUndefined();
  const parts = sealed.split('.');
  for (const at of [2, 3, 4]) {
    const altered = parts
      .with(
        at,
        parts[at]!.replace(/^./, (letter) => (letter === 'A' ? 'B' : 'A')),
      )
      .join('.');
    expect(vault.open(altered, 'ada')).toBeUndefined();
    expect(vault.open(parts.with(at, '').join('.'), 'ada')).toBeUndefined();
  }
});

test('a key is changed by putting the new one first; without the old one nothing old opens', () => {
  const sealed = openVault([old]).seal('secret', 'ada');
  const both = openVault([fresh, old]);
  expect(both.isCurrent(sealed)).toBe(false);
  const anew = both.seal(both.open(sealed, 'ada')!, 'ada');
  expect(both.isCurrent(anew)).toBe(true);
  expect(openVault([fresh]).open(anew, 'ada')).toBe('secret');
  expect(openVault([fresh]).open(sealed, 'ada')).toBeUndefined();
});

test('a key that can be guessed is refused', () => {
  expect(() => openVault(['short'])).toThrow('at least 32 characters');
  expect(() => openVault([])).toThrow('no key');
});
