/** The statements that quantity parameters become; a changed plan shows in the file beside. */
import { expect, test } from 'vitest';
import { pagesOf } from '../../golden.testing.ts';

const cases: readonly string[] = [
  'Observation?value-quantity=5.4',
  'Observation?value-quantity=ge5.4||mg',
  'Observation?value-quantity=5.4|http://unitsofmeasure.org|mg',
  'Observation?value-quantity=37|http://unitsofmeasure.org|Cel',
  'Observation?value-quantity=5|urn:local|spoon',
  'Invoice?totalgross=5|urn:iso:std:iso:4217|EUR',
  'Observation?code=a&value-quantity=gt5',
];

test('quantity parameters become keys and ranges that indexes serve', async () => {
  await expect(pagesOf(cases)).toMatchFileSnapshot('./quantity.sql');
});
