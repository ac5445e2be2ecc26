/** Every parameter sorts: whole and without repetition in both directions, the same whichever way the order is read. */
import type { Resource } from '@charthouse/fhir-model';
import type { SearchRow } from '@charthouse/fhir-search';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { constructed } from './constructed.testing.ts';
import { parametersOf, type SearchedRecord, searchedRecord } from './searched-record.testing.ts';

let record: SearchedRecord;

const coding = (code: string) => ({ system: 'http://example.org/s', code });
const person = (n: number, rest: object) =>
  ({ resourceType: 'Person', id: `n${n}`, birthDate: `19${50 + n}-01-01`, ...rest }) as Resource;

/** What each must be sorted by, in its order; those with equal or no values by their date of birth. */
const people: readonly Resource[] = [
  person(0, { meta: { tag: [coding('m'), coding('z')], profile: ['http://e.org/b'], source: '#2' } }),
  person(1, { meta: { tag: [coding('c')], security: [coding('R')], source: 'urn:1' }, identifier: [{ value: 'B2' }] }),
  person(2, { identifier: [{ value: 'b1' }, { value: 'Z' }], telecom: [{ system: 'email', value: 'A@x.org' }] }),
  person(3, { meta: { security: [coding('N')] }, telecom: [{ system: 'phone', value: '1' }] }),
  person(4, { meta: { tag: [coding('c')], profile: ['http://e.org/a|2', 'http://e.org/c'] } }),
  person(5, { link: [{ target: { reference: 'Practitioner/a' } }, { target: { reference: 'Patient/a' } }] }),
  person(6, { link: [{ target: { reference: 'Patient/b' } }], managingOrganization: { reference: 'Organization/a' } }),
  person(7, { link: [{ target: { reference: 'Patient/none' } }], identifier: [{ value: 'a\\1' }] }),
  person(8, { link: [{ target: { reference: 'http://far.org/Patient/a' } }] }),
];
const targets = ['Patient/a', 'Patient/b', 'Practitioner/a', 'Organization/a'].map((name) => {
  const [resourceType, id] = name.split('/');
  return { resourceType, id, meta: { tag: [coding('of-others')] } } as Resource;
});

beforeAll(async () => {
  record = await searchedRecord();
  await record.add([...constructed, ...targets, ...people]);
});

afterAll(() => record.close());

/** All matches, each page read in the order of an index or sorted when all are read. */
async function pages(type: string, query: string, gathers: (page: number) => boolean): Promise<string[]> {
  const parsed = record.search.parse({ type }, parametersOf(query), { strict: true });
  const found: string[] = [];
  for (let cursor: readonly string[] | undefined, n = 0; ; n++) {
    // Keys are kept in the order of the primary date, which is never sorted.
    const asked = gathers(n) && parsed.sort[0]!.by !== 'primary' ? { ...parsed, gather: true as const } : parsed;
    const rows = await record.store.search<SearchRow>(record.search.page(asked, cursor));
    found.push(...rows.slice(0, parsed.count).map(({ id }) => id));
    if (rows.length <= parsed.count) return found;
    cursor = record.search.cursorOf(parsed, rows[parsed.count - 1]!);
  }
}

describe('people are sorted', () => {
  test.each([
    ['_tag', [1, 4, 0]],
    ['-_tag', [0, 4, 1]],
    ['_security', [3, 1]],
    ['-_security', [1, 3]],
    ['_profile', [4, 0]],
    ['-_profile', [4, 0]],
    ['_source', [0, 1]],
    ['identifier', [1, 2, 7]],
    ['-identifier', [2, 7, 1]],
    ['telecom', [3, 2]],
    ['email', [2]],
    ['link', [5, 6]],
    ['-link', [5, 6]],
    ['patient', [5, 6]],
    ['-patient', [6, 5]],
    ['organization', [6]],
    ['_tag,-_id', [4, 1, 0]],
    ['link,_id', [5, 6]],
  ])('by %s', async (sort, first) => {
    const down = sort.startsWith('-');
    for (const gathers of [() => false, () => true, (n: number) => n % 2 === 1]) {
      const found = await pages('Person', `_sort=${sort}&_count=2`, gathers);
      expect(found.slice(0, first.length)).toEqual(first.map((n) => `n${n}`));
      const rest = people.map(({ id }) => id!).filter((id) => !first.includes(Number(id.slice(1))));
      if (!sort.includes(',')) expect(found.slice(first.length)).toEqual(down ? rest.toReversed() : rest);
      expect(found.length).toBe(people.length);
    }
  });
});

const typesOf = [...new Set(constructed.map(({ resourceType }) => resourceType))];

test.each(typesOf)(
  'every parameter of %s sorts',
  async (type) => {
    const all = [...constructed, ...targets].filter((one) => one.resourceType === type).map(({ id }) => id!);
    const codes = record.search.parametersOf(type).map(({ code }) => code);
    expect(codes.length).toBeGreaterThan(5);
    for (const code of codes.filter((one) => one !== 'near'))
      for (const sort of [code, `-${code}`]) {
        const walked = await pages(type, `_sort=${sort}&_count=7`, () => false);
        expect(walked.toSorted(), sort).toEqual(all.toSorted());
        expect(await pages(type, `_sort=${sort}&_count=7`, () => true), sort).toEqual(walked);
      }
  },
  30_000,
);

test('what one patient has is sorted as all is, whichever key is read', async () => {
  const all = constructed.filter((one) => one.resourceType === 'Observation');
  for (const of of ['patient=p1', 'subject=Patient/p1', 'patient=p1&status=final'])
    for (const sort of ['code', '-code', 'status', 'category,-date', 'code,_id', 'subject']) {
      const own = new Set(await record.all({ type: 'Observation' }, of));
      expect(own.size).toBeGreaterThan(3);
      expect(own.size).toBeLessThan(all.length);
      const walked = await pages('Observation', `${of}&_sort=${sort}&_count=2`, () => false);
      expect(walked).toEqual(await pages('Observation', `${of}&_sort=${sort}&_count=2`, () => true));
      const whole = await record.all({ type: 'Observation' }, `_sort=${sort}`);
      const valued = whole.filter((name) => own.has(name)).map((name) => name.slice(12));
      expect(walked).toEqual(valued);
    }
});

test('a code that no list can hold is no value, and loses nothing', async () => {
  const long = Array.from({ length: 3000 }, (_, i) => String.fromCodePoint(0x4e00 + ((i * 7919) % 20_000))).join('');
  const codes = [[long, 'b'], [long], ['a']];
  await record.add(
    codes.map((all, i) => ({ resourceType: 'Basic', id: `l${i}`, code: { coding: all.map((code) => ({ code })) } })),
  );
  for (const gathered of [false, true]) {
    expect(await pages('Basic', '_sort=code&_count=1', () => gathered)).toEqual(['l2', 'l0', 'l1']);
    expect(await pages('Basic', '_sort=-code&_count=1', () => gathered)).toEqual(['l0', 'l2', 'l1']);
  }
  expect(await record.all({ type: 'Basic' }, `code=${long}`)).toHaveLength(2);
});

test('a composite sorts by its components, one after the other', async () => {
  for (const sign of ['', '-'])
    expect(await record.all({ type: 'Observation' }, `_sort=${sign}code-value-quantity&_count=4`)).toEqual(
      await record.all({ type: 'Observation' }, `_sort=${sign}code,${sign}value-quantity&_count=4`),
    );
});

describe('places sort by their distance', () => {
  const near = (place: string, sort: string) =>
    record.all({ type: 'Location' }, `near=${place}&_sort=${sort}&_count=1`);

  test('from the place that is asked for', async () => {
    const all = await near('42.26|-71.06|30000', 'near');
    expect(all.slice(0, 2)).toEqual(['Location/l1', 'Location/l2']);
    expect(await near('42.37|-71.11|30000', 'near')).toEqual([all[1], all[0], ...all.slice(2)]);
    expect(await near('42.26|-71.06|30000', '-near')).toEqual(all.toReversed());
    expect(await near('42.26|-71.06|30', 'near,name')).toEqual(['Location/l1', 'Location/l2']);
  });

  test('and by no other', () => {
    const asked = (query: string) => () =>
      record.search.parse({ type: 'Location' }, parametersOf(query), { strict: true });
    expect(asked('_sort=near')).toThrow(/name it in the search: near=/);
    expect(asked('near=1|1&near=2|2&_sort=near')).toThrow(/one place/);
    expect(asked('near=1|1,2|2&_sort=near')).toThrow(/one place/);
  });
});
