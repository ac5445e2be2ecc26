/** The statements that composite parameters become; a changed plan shows in the file beside. */
import { expect, test } from 'vitest';
import { pagesOf } from '../../golden.testing.ts';

const cases: readonly string[] = [
  'Observation?code-value-concept=a$b',
  'Observation?code-value-quantity=a$gt5',
  'Observation?code-value-quantity=http://loinc.org|a$gt5|http://unitsofmeasure.org|mg',
  'Observation?component-code-value-quantity=http://loinc.org|a$gt5||mg',
  'Observation?combo-code-value-quantity=a$gt5',
  'DocumentReference?relationship=replaces$DocumentReference/1',
  'MolecularSequence?chromosome-variant-coordinate=21$gt5$lt9',
];

test('composite parameters become keys and ranges that indexes serve', async () => {
  await expect(pagesOf(cases)).toMatchFileSnapshot('./composite.sql');
});
