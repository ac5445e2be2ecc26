/** Patients in care are read first where much else matches; what is run, and the page that comes of it, stands beside. */
import { expect, test } from 'vitest';
import { parsed, readable, testSearch } from '../golden.testing.ts';
import type { SearchQuery, Sql } from '../index.ts';

const care = { kind: 'care', actors: ['Practitioner/a'], lead: 1, grace: 2 } as const;
const permit = {
  grants: [
    { reach: [care] },
    {
      reach: [
        { ...care, actors: ['Practitioner/b'] },
        { kind: 'patients' as const, ids: ['9'] },
      ],
    },
  ],
};

/** Every look at patients sees so many, each at matches more than a few. */
async function refined(url: string, patients = 2): Promise<{ query: SearchQuery; looks: string[] }> {
  const looks: string[] = [];
  const run = async <Row>(statement: Sql) => {
    looks.push(readable(statement));
    return Array.from({ length: patients }, (_, i) => ({ id: `p${i}`, least: 301, rid: BigInt(i), tid: 1 })) as Row[];
  };
  return { query: await testSearch.refine(parsed(url, { permit }), run), looks };
}

const cases = [
  'Observation?code=a',
  'Observation?code=urn:s|a,b&_sort=date',
  'Observation?status=final&date=ge2020',
  'Encounter?_sort=-date',
  'Observation?_sort=-_lastUpdated',
];

test('what patients in care have is read in order, and the rest is asked of that', async () => {
  const texts = await Promise.all(
    cases.map(async (url) => {
      const { query, looks } = await refined(url);
      return [
        `-- ${url}`,
        ...looks.map((look) => `-- look\n${look}`),
        `-- page\n${readable(testSearch.page(query))}\n`,
      ];
    }),
  );
  const { query } = await refined('Observation?code=a');
  texts.push([`-- Observation?code=a, page after a date\n${readable(testSearch.page(query, ['5', '7']))}\n`]);
  texts.push([`-- Observation?code=a, total up to 10000\n${readable(testSearch.total(query, 10_000))}\n`]);
  await expect(texts.flat().join('\n')).toMatchFileSnapshot('./care-first.sql');
});

test('more patients than can be read first are not', async () => {
  expect((await refined('Observation?code=a', 500)).query.among).toBeDefined();
  expect((await refined('Observation?code=a', 501)).query.among).toBeUndefined();
});

test.each([
  'Observation?patient=1',
  'Observation?_id=1',
  '?_type=Observation,Encounter',
  'Organization?name=a',
  'Observation?_sort=-value-quantity',
])('where something else leads, or nothing is of patients, they are not asked for: %s', async (url) => {
  expect((await refined(url)).query.among).toBeUndefined();
});
