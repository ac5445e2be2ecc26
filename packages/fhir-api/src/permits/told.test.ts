import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { interactions } from '../interactions/index.ts';
import { operations } from '../operations/index.ts';

test('of every interaction and operation docs/access.md says what it does when somebody may not see what is meant', () => {
  const text = readFileSync(new URL('../../../../docs/access.md', import.meta.url), 'utf8');
  const section = text.slice(text.indexOf('## When somebody may not see it'), text.indexOf('## Policies'));
  const told = [...section.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name);
  const all = [...Object.keys(interactions), ...operations.map(({ definition }) => `$${definition.code}`)];
  expect(told.sort()).toEqual(all.sort());
});
