/** The statements that uri parameters become; a changed plan shows in the file beside. */
import { expect, test } from 'vitest';
import { pagesOf } from '../../golden.testing.ts';

const cases: readonly string[] = [
  'ValueSet?url=http://example.org/a',
  'ValueSet?url:below=http://example.org/a',
  'ValueSet?url:above=http://e.org/a',
  'Patient?_profile=http://example.org/p',
];

test('uri parameters become keys and ranges that indexes serve', async () => {
  await expect(pagesOf(cases)).toMatchFileSnapshot('./uri.sql');
});
