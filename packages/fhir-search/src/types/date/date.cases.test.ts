/** The statements that date parameters become; a changed plan shows in the file beside. */
import { expect, test } from 'vitest';
import { pagesOf } from '../../golden.testing.ts';

const cases: readonly string[] = [
  'Patient?birthdate=1980-05',
  'Patient?birthdate=ge1980',
  'Encounter?date=2020-02-29T10:00:00Z',
  'Encounter?date=ge2020-01',
  'Encounter?date=gt2020-01',
  'Encounter?date=lt2020-01',
  'Encounter?date=le2020-01',
  'Encounter?date=sa2020-01',
  'Encounter?date=eb2020-01',
  'Encounter?date=ne2020-01',
  'Encounter?date=ap2020-01',
  'Encounter?status=finished&date=ge2020-01&date=lt2020-02',
  'Patient?death-date=ge2000',
];

test('date parameters become keys and ranges that indexes serve', async () => {
  await expect(pagesOf(cases)).toMatchFileSnapshot('./date.sql');
});
