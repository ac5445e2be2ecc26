/** Lists of dates with prefixes, shortened to what decides. */
import { expect, test } from 'vitest';
import { readDate } from './date.ts';
import { loosestDates } from './loosest.ts';

const read = (value: string) => readDate(value, 'date');

test.each([
  ['gt2001,gt2000,gt2002-05', 'gt2000'],
  ['lt2001,lt2000,lt2002-05', 'lt2002-05'],
  ['sa2001,eb1990,sa2003,eb1980', 'sa2001,eb1990'],
  ['ge2000,ge2000-05,ge2001', 'ge2000,ge2000-05'],
  ['le2000,le2000-05,le1999', 'le2000-05,le2000'],
  ['2000,2001,ne2000,ap2000,2000', '2000,2001,ne2000,ap2000,2000'],
  ['gt2000,gt2000', 'gt2000'],
])('%s is %s', (list, left) => {
  expect(loosestDates(list.split(','), read)).toEqual(left.split(','));
});

test('a list with what is no date is refused', () => {
  expect(() => loosestDates(['gt2000', 'gtx'], read)).toThrow(/"x" is no date/);
});
