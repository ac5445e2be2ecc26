import { expect, test } from 'vitest';
import { en } from '../words/en.ts';
import { frameKeys, markKeys, rowKeys, shownKeys, workKeys } from './keys.ts';

test('every key that is bound is shown, with words', () => {
  const shown = [...shownKeys(rowKeys), ...shownKeys(markKeys), ...shownKeys(workKeys)];
  for (const [id] of shown) expect(en.keys.does[id], id).toBeTruthy();
  for (const { id } of frameKeys) expect(en.keys.does[id], id).toBeTruthy();
  expect(Object.keys(en.keys.does)).toHaveLength(shown.length + frameKeys.length);
  expect(Object.fromEntries(shown)).toMatchObject({ next: '↓ j', mark: 'Space x', undo: 'Ctrl Z', last: 'End' });
});

test('no key does two things in one place', () => {
  const names = [...rowKeys, ...markKeys, ...workKeys].flatMap(({ keys, isCtrl }) =>
    keys.map((key) => `${isCtrl} ${key}`),
  );
  expect(new Set(names).size).toBe(names.length);
});
