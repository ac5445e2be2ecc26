/** The statements that string parameters become; a changed plan shows in the file beside. */
import { expect, test } from 'vitest';
import { pagesOf } from '../../golden.testing.ts';

const cases: readonly string[] = [
  'Patient?name=Ångström',
  'Patient?family:exact=Ångström',
  'Patient?address:contains=50%_',
  'Patient?given=ann,bob',
  'Patient?phonetic=x',
];

test('string parameters become keys and ranges that indexes serve', async () => {
  await expect(pagesOf(cases)).toMatchFileSnapshot('./string.sql');
});
