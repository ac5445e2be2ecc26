/** Orders over several types are merged out of those that an index keeps of each. */
import type { SearchRow } from '@charthouse/fhir-search';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { constructed } from './constructed.testing.ts';
import { parametersOf, type SearchedRecord, searchedRecord } from './searched-record.testing.ts';

let record: SearchedRecord;

beforeAll(async () => {
  record = await searchedRecord();
  await record.add(constructed);
});

afterAll(() => record.close());

/** Pages of two, each looked into first: names with the value they are sorted by. */
async function merged(query: string): Promise<{ name: string; value: string }[]> {
  const asked = record.search.parse({}, parametersOf(`${query}&_count=2`), { strict: true });
  expect(asked.each).toBeDefined();
  const refined = await record.search.refine(asked, (statement) => record.store.search(statement));
  const found: { name: string; value: string }[] = [];
  for (let cursor: readonly string[] | undefined; ; ) {
    const rows = await record.store.search<SearchRow>(record.search.page(refined, cursor));
    found.push(...rows.slice(0, 2).map((row) => ({ name: nameOf(row), value: row.keys[0]! })));
    if (rows.length <= 2) return found;
    cursor = record.search.cursorOf(refined, rows[1]!);
  }
}

function nameOf({ body }: SearchRow): string {
  const { resourceType, id } = JSON.parse(body);
  return `${resourceType}/${id}`;
}

/** No value: what comes last, up or down. */
const none = ['\u{10ffff}', ''];

test.each([
  ['Condition,Encounter,Observation', '', 'patient'],
  ['Condition,Encounter,Observation', '', '-subject'],
  ['Encounter,Observation', '', 'status'],
  ['Encounter,Observation', '', '-status'],
  ['Encounter,Observation', '&status=final', 'status'], // no Encounter can have it
  ['Condition,Observation', '', 'code'],
  ['Condition,Observation', '', '-category'],
  ['Condition,Observation', '&patient=p1', 'code'],
  ['Condition,Encounter,Observation', '', 'patient,_id'],
  ['Condition,Encounter,Observation', '', '-patient,-_lastUpdated'],
  ['Condition,Observation', '', 'code,category'],
])(
  'of %s%s by %s: whole, in the order of values, those of each type as if they were alone',
  async (types, rest, sort) => {
    const found = await merged(`_type=${types}&_sort=${sort}${rest}`);
    const alone = await Promise.all(
      types.split(',').map(async (type) => {
        const parsed = record.search.parse({ type }, parametersOf(`_sort=${sort}${rest}`), { strict: false });
        const rows = await record.store.search<SearchRow>(record.search.page({ ...parsed, count: 1000 }));
        return rows.map(nameOf);
      }),
    );
    expect(found.length).toBeGreaterThan(3);
    expect(found.map(({ name }) => name).toSorted()).toEqual(alone.flat().toSorted());
    for (const names of alone)
      expect(found.map(({ name }) => name).filter((name) => names.includes(name))).toEqual(names);
    const down = sort.startsWith('-') ? -1 : 1;
    const values = found.map(({ value }) => value);
    const rank = (a: string, b: string) =>
      Number(none.includes(a)) - Number(none.includes(b)) || down * Buffer.compare(Buffer.from(a), Buffer.from(b));
    expect(values).toEqual(values.toSorted(rank));
  },
);
