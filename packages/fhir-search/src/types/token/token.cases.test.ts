/** The statements that token parameters become; a changed plan shows in the file beside. */
import { expect, test } from 'vitest';
import { pagesOf } from '../../golden.testing.ts';

const cases: readonly string[] = [
  'Patient?gender=female',
  'Observation?code=http://loinc.org|1234-5',
  'Observation?code=|local',
  'Observation?code=http://loinc.org|',
  'Observation?code=a,b',
  'Observation?code:not=a',
  'Observation?code:text=blood',
  'Observation?status=http://hl7.org/fhir/observation-status|',
  'Patient?identifier:of-type=http://terminology.hl7.org/CodeSystem/v2-0203|MR|1',
  'Observation?combo-code=a',
  'Observation?code=a&status=final&category=lab',
  'Patient?email=A@example.org',
  'Patient?deceased=true',
];

test('token parameters become keys and ranges that indexes serve', async () => {
  await expect(pagesOf(cases)).toMatchFileSnapshot('./token.sql');
});
