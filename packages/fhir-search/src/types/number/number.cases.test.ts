/** The statements that number parameters become; a changed plan shows in the file beside. */
import { expect, test } from 'vitest';
import { pagesOf } from '../../golden.testing.ts';

const cases: readonly string[] = [
  'RiskAssessment?probability=0.5',
  'RiskAssessment?probability=ne0.50',
  'RiskAssessment?probability=gt1e-1',
  'RiskAssessment?probability=ap0.5',
];

test('number parameters become keys and ranges that indexes serve', async () => {
  await expect(pagesOf(cases)).toMatchFileSnapshot('./number.sql');
});
