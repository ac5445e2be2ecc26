import { expect, test } from 'vitest';
import { proofFacts, splitBundles } from '../index.ts';

test('a file that holds several proofs is taken apart at their first lines; what stands before the first stays with it', () => {
  const one = 'c2sp.org/tlog-proof@v1\nextra a\n';
  expect(splitBundles(one)).toEqual([one]);
  expect(splitBundles(one + one)).toEqual([one, one]);
  expect(splitBundles(`?\n${one}${one}`)).toEqual([`?\n${one}`, one]);
  expect(splitBundles('')).toEqual(['']);
});

test('what is no proof has no facts', () => {
  expect(() => proofFacts('nothing')).toThrow('This is no proof of a ledger');
});
