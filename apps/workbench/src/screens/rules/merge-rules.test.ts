import type { PlacementRule } from '@charthouse/worklist';
import { expect, test } from 'vitest';
import { mergeRules } from './merge-rules.ts';

const rule = (id: string, title = id): PlacementRule => ({ id, title, when: [], to: 'quality/invalid-records' });
const titles = (rules: readonly PlacementRule[]) => rules.map(({ title }) => title).join(' ');
const base = [rule('a'), rule('b'), rule('c')];

test('what each changed alone is taken from both', () => {
  const mine = [rule('a'), rule('b', 'b of mine'), rule('c'), rule('new')];
  const theirs = [rule('other'), rule('a', 'a of theirs'), rule('b')];
  const { rules, conflicts, taken } = mergeRules({ base, mine, theirs });
  expect(titles(rules)).toBe('other a of theirs b of mine new');
  expect(conflicts).toEqual([]);
  expect(taken).toEqual(['other', 'a of theirs', 'c']);
});

test('what both changed is asked about; mine is kept where nothing is chosen', () => {
  const mine = [rule('a', 'mine'), rule('c')];
  const theirs = [rule('a', 'theirs'), rule('b', 'kept'), rule('c')];
  const merge = mergeRules({ base, mine, theirs });
  expect(titles(merge.rules)).toBe('mine c');
  expect(merge.conflicts).toEqual([
    { id: 'a', mine: mine[0], theirs: theirs[0] },
    { id: 'b', theirs: theirs[1] },
  ]);
  expect(titles(mergeRules({ base, mine, theirs }, { a: 'theirs', b: 'theirs' }).rules)).toBe('theirs kept c');
});

test('my order holds where I changed it, theirs where I did not', () => {
  const [a, b, c] = base as [PlacementRule, PlacementRule, PlacementRule];
  expect(titles(mergeRules({ base, mine: [c, a, b], theirs: [b, a, c] }).rules)).toBe('c a b');
  expect(titles(mergeRules({ base, mine: base, theirs: [b, a, c] }).rules)).toBe('b a c');
});
