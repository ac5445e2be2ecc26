/** The statements that parameters of every resource become; a changed plan shows in the file beside. */
import { expect, test } from 'vitest';
import { pagesOf } from '../golden.testing.ts';
import { specials } from './index.ts';

const cases: readonly string[] = [
  'Patient?_id=1,2',
  'Patient?_lastUpdated=ge2024&gender=male',
  'Patient?_lastUpdated=2024-01-01',
  'Patient?_list=1',
  'Patient?_tag=vip',
  'Patient?gender:missing=true',
  'Observation?subject:missing=false',
  'Patient/1/*?',
  'Patient/1/Observation?code=a',
  'Encounter/1/Condition?',
  '?_tag=vip',
  '?_type=Patient,Group&_id=1',
  '?_type=Encounter,Invoice&status=finished',
];

test('special parameters become conditions on res and keys', async () => {
  await expect(pagesOf(cases)).toMatchFileSnapshot('./special.sql');
});

test('every special parameter is a case, or is refused where its index is absent', () => {
  const covered = (code: string) => cases.some((url) => new RegExp(`[?&]${code}=`).test(url));
  expect(Object.keys(specials).filter((code) => !covered(code))).toEqual(['_text', '_content']);
});
