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

/** Every look at patients sees so many, each at matches more than a few; of the first matches so many are seen. */
async function refined(url: string, patients = 2, seen = 0): Promise<{ query: SearchQuery; looks: string[] }> {
  const looks: string[] = [];
  const run = async <Row>(statement: Sql) => {
    const look = readable(statement);
    looks.push(look);
    const length = look.startsWith('select 1\nfrom (') ? seen : patients;
    return Array.from({ length }, (_, i) => ({ id: `p${i}`, least: 301, rid: BigInt(i), tid: 1 })) as Row[];
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
  for (const url of ['Observation?code=a', 'Observation?patient=1', 'Encounter?_sort=_id']) {
    const seen = await refined(url, 2, 21);
    texts.push([`-- ${url}, where the first are seen: page\n${readable(testSearch.page(seen.query))}\n`]);
  }
  await expect(texts.flat().join('\n')).toMatchFileSnapshot('./care-first.sql');
});

test('where some of the first are seen, it is asked how soon a page is full', async () => {
  const looksOf = async (seen: number) => (await refined('Observation?code=a', 2, seen)).looks;
  expect((await looksOf(2)).length).toBe((await looksOf(1)).length + 1);
  expect((await refined('Observation?code=a', 2, 20)).query).toMatchObject({ among: { keys: expect.anything() } });
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
