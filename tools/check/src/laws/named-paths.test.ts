import { expect, test } from 'vitest';
import { inMemory } from '../in-memory-house.testing.ts';
import { namedPaths } from './named-paths.ts';

const found = (text: string, document = 'docs/house.md') =>
  namedPaths.find(inMemory({ [document]: text, 'README.md': '', 'docs/adr/0001-parts.md': '', 'floors.cjs': '' }));

test.each([
  'See [the parts](adr/0001-parts.md), [all](adr/), [the start](../README.md#start).',
  '`docs/adr`, `docs/adr/0001-parts.md` and `floors.cjs` are there.',
  '[elsewhere](https://hl7.org), [above](#laws), `npm run docs`, `packages/*/src`',
])('what exists, what is elsewhere and what is no path is left alone: %s', (text) => {
  expect(found(text)).toEqual([]);
});

test('a link and a name of what does not exist are found, with the line', () => {
  expect(found('\n[gone](adr/0009-gone.md)')).toEqual(['docs/house.md:2: adr/0009-gone.md does not exist']);
  expect(found('in `docs/spec-notes.md`')).toEqual(['docs/house.md:1: docs/spec-notes.md does not exist']);
  expect(found('in `knives.cjs`', 'CONTRIBUTING.md')).toHaveLength(1);
});
