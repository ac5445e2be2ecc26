/** Statements as data: pieces keep their values, and long lists cost what they are long. */
import { expect, test } from 'vitest';
import { parsed, testSearch } from './golden.testing.ts';
import { joinSql, raw, sql } from './sql.ts';

test('joined pieces keep their values, empty ones leave no separator', () => {
  const pieces = [sql`a = ${1}`, raw(''), sql`b in (${2}, ${3})`, raw('true')];
  expect(joinSql(pieces, ' and ')).toEqual({ text: 'a = $1 and b in ($2, $3) and true', values: [1, 2, 3] });
  expect(sql`${0} ${joinSql(pieces, ' or ')} ${4}`).toEqual({
    text: '$1 a = $2 or b in ($3, $4) or true $5',
    values: [0, 1, 2, 3, 4],
  });
  expect(joinSql([], ', ')).toEqual({ text: '', values: [] });
});

test.each([
  ['date', 'Observation?date=', (i: number) => `ap${1000 + i}-01`],
  ['near', 'Location?near=', (i: number) => `${i / 20}|${i / 20}|${i}`],
  ['value-quantity', 'Patient?_has:Observation:patient:value-quantity=', (i: number) => `${i}`],
])('a list of 1,000 values of %s is written within a second of processor time', (_, url, value) => {
  const start = process.cpuUsage();
  const { values } = testSearch.page(parsed(url + Array.from({ length: 1000 }, (_, i) => value(i)).join(',')));
  expect(values.length).toBeGreaterThan(1000);
  expect(process.cpuUsage(start).user).toBeLessThan(1_000_000);
});
