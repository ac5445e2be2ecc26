/** A look at how far conditions lead decides what a page is read from; what is run and what comes of it stands beside. */
import { expect, test } from 'vitest';
import { parsed, readable, testSearch } from '../golden.testing.ts';
import type { Sql } from '../index.ts';

/** Answers every look with so many rows. */
async function refined(url: string, rows: number): Promise<{ looks: string[]; page: string }> {
  const looks: string[] = [];
  const row = (i: number) => ({ rid: BigInt(i), tid: 103, id: `p${i}`, tk: BigInt(i), least: rows > 2000 ? 5001 : 7 });
  const run = async <Row>(statement: Sql) => {
    looks.push(readable(statement));
    return Array.from({ length: rows }, (_, i) => row(i)) as Row[];
  };
  const query = await testSearch.refine(parsed(url), run);
  return { looks, page: readable(testSearch.page(query)) };
}

const cases: readonly (readonly [url: string, rows: number])[] = [
  ['Observation?code=a&value-quantity=gt5', 2],
  ['Observation?code=a&value-quantity=gt5', 2001],
  ['Observation?patient.name=ann&code=a', 1],
  ['Observation?patient.name=ann&code=a', 2],
  ['Observation?patient.name=ann&code=a', 2001],
  ['Patient?_has:Observation:patient:code=a', 2],
  ['Patient?_has:Observation:patient:code=a', 2001],
  ['Observation?subject:Patient.organization.name=north', 1],
  ['Patient?gender:missing=true', 1],
  ['Patient?gender:missing=true', 501],
  ['Observation?code=a&status=final&_sort=-_lastUpdated', 1],
  ['Observation?code=a&status=final&_sort=-_lastUpdated', 2001],
  ['Patient?_has:Observation:patient:code=a,urn:s|b', 2001],
  ['Observation?status:not=final', 21],
  ['Observation?status:not=final', 0],
];

test('few rows are what a page is read from, many a filter', async () => {
  const texts = await Promise.all(
    cases.map(async ([url, rows]) => {
      const { looks, page } = await refined(url, rows);
      return [
        `-- ${url}`,
        ...looks.map((look) => `-- look\n${look}`),
        `-- page, when ${rows} rows were seen\n${page}\n`,
      ].join('\n');
    }),
  );
  await expect(texts.join('\n')).toMatchFileSnapshot('./refine.sql');
});

test.each([
  'Observation?value-quantity=gt5',
  'Observation?patient.name=ann',
  'Patient?_has:Observation:patient:code=a',
  'Patient?gender:missing=true',
])('a condition that leads nowhere ends the search: %s', async (url) => {
  expect((await refined(url, 0)).page).toContain('and false');
});

test('an order that is read from texts is refused where too many match', async () => {
  const counted =
    (total: number) =>
    async <Row>() =>
      [{ total, least: total }] as Row[];
  const query = parsed('?_type=Account,StructureDefinition&_sort=type');
  expect(await testSearch.refine(query, counted(50_000))).toEqual(query);
  await expect(testSearch.refine(query, counted(50_001))).rejects.toThrow(/Narrow the search/);
});

test.each([
  'Observation?code=a&status=final',
  'Observation?patient=Patient/1&value-quantity=gt5',
  'Patient?birthdate=lt1980',
  'Patient?_id=1&name=a',
  'Patient?gender:missing=true&active=true',
  'Observation?patient=Patient/1&_sort=_lastUpdated',
])('keys, one patient and the primary date are told by themselves: nothing is run for %s', async (url) => {
  expect((await refined(url, 1)).looks).toEqual([]);
});
