/** Results keep one order over all pages, also while others write, whatever they are sorted by. */
import type { Resource } from '@charthouse/fhir-model';
import type { SearchRow } from '@charthouse/fhir-search';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { constructed } from './constructed.testing.ts';
import { definitionOf, valuesOf } from './oracle-values.testing.ts';
import { parametersOf, type SearchedRecord, searchedRecord } from './searched-record.testing.ts';

let record: SearchedRecord;

beforeAll(async () => {
  record = await searchedRecord();
  await record.add(constructed);
});

afterAll(() => record.close());

const named = (name: string) => constructed.find((one) => `${one.resourceType}/${one.id}` === name)!;
const primaryOf = (one: Resource) =>
  one.effectiveDateTime ?? one.effectivePeriod ?? one.effectiveInstant ?? one.effectiveTiming;
const of = (type: string) => constructed.filter((resource) => resource.resourceType === type);

/** Sorted by a key and then by the order of writing, both in the same direction; what has none comes last. */
function sorted(type: string, key: (resource: Resource) => string | number | undefined, direction: 1 | -1): string[] {
  const keyed = of(type).map((resource, i) => ({ id: `${type}/${resource.id}`, key: key(resource), i }));
  const compare = (a?: string | number, b?: string | number) => {
    if (a === b) return 0;
    if (a === undefined || b === undefined) return (a === undefined ? 1 : -1) * direction;
    return a < b ? -1 : 1;
  };
  return keyed.sort((a, b) => direction * (compare(a.key, b.key) || a.i - b.i)).map(({ id }) => id);
}

/** Least (greatest) of the texts of a parameter. */
const textOf =
  (code: string, direction: 1 | -1, pick: (element: never) => string | readonly (string | undefined)[] | undefined) =>
  (resource: Resource): string | undefined => {
    const values = valuesOf(resource, definitionOf(resource.resourceType, code));
    const texts = values.flatMap((value) => pick(value as never)).filter((text) => text !== undefined) as string[];
    return texts.sort((a, b) => direction * (a < b ? -1 : 1))[0];
  };

describe('a sorted search', () => {
  test.each([
    ['family', 1],
    ['-family', -1],
  ] as const)('by a string: %s', async (key, direction) => {
    const plain = (text: string) => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
    const familyOf = textOf('family', direction, (family: string) => plain(family));
    const expected = sorted('Patient', familyOf, direction);
    const some = expected.filter((name) => familyOf(named(name)) !== undefined);
    const found = await record.all({ type: 'Patient' }, `_sort=${key}&_count=1`);
    expect(found.slice(0, some.length)).toEqual(some);
    expect(found.toSorted()).toEqual(expected.toSorted());
  });

  test('by what is true or false of each', async () => {
    const isDead = (one: Resource) => Boolean(one.deceasedDateTime || one.deceasedBoolean);
    const dead = of('Patient').filter(isDead).length;
    expect(dead).toBeGreaterThan(0);
    for (const sort of ['deceased', '-deceased']) {
      const found = await record.all({ type: 'Patient' }, `_sort=${sort}&_count=1`);
      expect(found.length).toBe(of('Patient').length);
      const last = sort === 'deceased' ? found.slice(-dead) : found.slice(0, dead);
      expect(last.map(named).every(isDead)).toBe(true);
    }
  });

  test('by a URI', async () => {
    expect(await record.all({ type: 'ValueSet' }, '_sort=url&_count=1')).toEqual([
      'ValueSet/v1',
      'ValueSet/v2',
      'ValueSet/v3',
    ]);
    expect(await record.all({ type: 'ValueSet' }, '_sort=-url')).toEqual(['ValueSet/v3', 'ValueSet/v2', 'ValueSet/v1']);
  });

  test.each([
    'value-quantity',
    '-value-quantity',
    '-value-quantity,_id',
    'code',
    '-code',
    'status,-date',
    'value-date',
    'value-string,-value-quantity',
  ])('is the same list whether matches are gathered or read in order: %s', async (sort) => {
    const parsed = record.search.parse({ type: 'Observation' }, parametersOf(`category:not=x&_sort=${sort}&_count=4`), {
      strict: true,
    });
    const pages = async (gathered: (page: number) => boolean) => {
      const found: string[] = [];
      for (let cursor: readonly string[] | undefined, n = 0; ; n++) {
        const query = gathered(n) ? { ...parsed, gather: true as const } : parsed;
        const rows = await record.store.search<SearchRow>(record.search.page(query, cursor));
        found.push(...rows.slice(0, 4).map(({ id }) => id));
        if (rows.length <= 4) return found;
        cursor = record.search.cursorOf(query, rows[3]!);
      }
    };
    const read = await pages(() => false);
    expect(read.length).toBe(of('Observation').length);
    expect(await pages(() => true)).toEqual(read);
    expect(await pages((n) => n % 2 === 1)).toEqual(read);
  });

  const codes = (concept: { coding?: { code?: string }[] }) => (concept.coding ?? []).map((one) => one.code);
  /** What is here, whichever version of it is meant. */
  const target = ({ reference = '' }: { reference?: string }) => {
    const name = reference.replace(/\/_history\/.*/, '');
    return named(name) && name;
  };

  test.each([
    ['code', 1, codes],
    ['-code', -1, codes],
    ['subject', 1, target],
    ['-subject', -1, target],
  ] as const)('by a token, its code; by a reference, what it leads to: %s', async (key, direction, pick) => {
    const codeOf = textOf(key.replace('-', ''), direction, pick);
    const found = await record.all({ type: 'Observation' }, `_sort=${key}&_count=3`);
    expect(found.filter((name) => codeOf(named(name)) !== undefined).length).toBeGreaterThan(5);
    expect(found.map((name) => codeOf(named(name)))).toEqual(
      sorted('Observation', codeOf, direction).map((name) => codeOf(named(name))),
    );
    expect(new Set(found).size).toBe(of('Observation').length);
    const dates = await record.all({ type: 'Observation' }, `_sort=${direction < 0 ? '-' : ''}date&_count=99`);
    const dated = (names: string[]) => names.filter((name) => primaryOf(named(name)) !== undefined);
    const ofCode = (names: string[], code: string | undefined) => names.filter((name) => codeOf(named(name)) === code);
    for (const code of new Set(found.map((name) => codeOf(named(name)))))
      expect(ofCode(dated(found), code)).toEqual(ofCode(dated(dates), code));
  });

  test('by a number', async () => {
    expect(await record.all({ type: 'RiskAssessment' }, '_sort=probability')).toEqual([
      'RiskAssessment/ra2',
      'RiskAssessment/ra1',
    ]);
    expect(await record.all({ type: 'RiskAssessment' }, '_sort=-probability')).toEqual([
      'RiskAssessment/ra1',
      'RiskAssessment/ra2',
    ]);
  });

  test('by a quantity, its number', async () => {
    const ascending = await record.all({ type: 'Observation' }, '_sort=value-quantity&_count=2');
    const descending = await record.all({ type: 'Observation' }, '_sort=-value-quantity&_count=2');
    // What was sampled is sorted by the middle of its range, and has no number.
    const numberOf = (name: string) => (named(name).valueQuantity as { value?: number } | undefined)?.value;
    const numbers = (names: readonly string[]) => names.map(numberOf).filter((value) => value !== undefined);
    const values = of('Observation').flatMap((one) => numberOf(`Observation/${one.id}`) ?? []);
    expect(values.length).toBeGreaterThan(5);
    expect(values.length).toBeLessThan(ascending.length);
    values.sort((a, b) => a - b);
    expect(numbers(ascending)).toEqual(values);
    expect(numbers(descending)).toEqual(values.toReversed());
    expect(numberOf(ascending.at(-1)!)).toBeUndefined();
    expect(numberOf(descending.at(-1)!)).toBeUndefined();
    expect(new Set(ascending)).toEqual(new Set(descending));
    expect(ascending.length).toBe(of('Observation').length);
  });

  test('by the primary date, over its whole range', async () => {
    const ascending = await record.all({ type: 'Observation' }, '_sort=date&_count=4');
    const dated = ascending.filter((name) => ['o8', 'o11', 'o7', 'o6', 'o2', 'o1'].includes(name.split('/')[1]!));
    expect(dated).toEqual(['o8', 'o11', 'o7', 'o6', 'o2', 'o1'].map((id) => `Observation/${id}`));
    const all = ascending.filter((name) => primaryOf(named(name)) !== undefined);
    expect(ascending.slice(0, all.length)).toEqual(all);
    const descending = await record.all({ type: 'Observation' }, '_sort=-date&_count=4');
    expect(descending.slice(0, all.length)).toEqual(all.toReversed());
    expect(new Set(descending)).toEqual(new Set(ascending));
    expect(await record.all({ type: 'Observation' }, '_count=4')).toEqual(descending);
  });

  test.each([
    ['date,_id', 1, 1],
    ['date,-_id', 1, -1],
    ['-date,_id', -1, 1],
    ['-date,-_id', -1, -1],
  ] as const)(
    'by the primary date and the id, which alone orders what has no date: %s',
    async (keys, first, second) => {
      const all = await record.all({ type: 'Observation' }, `_sort=${first < 0 ? '-' : ''}date&_count=3`);
      const undated = new Set(await record.all({ type: 'Observation' }, 'date:missing=true'));
      expect(undated.size).toBeGreaterThan(5);
      const own = [...undated].sort((a, b) => second * (a < b ? -1 : 1));
      const found = await record.all({ type: 'Observation' }, `_sort=${keys}&_count=3`);
      expect(found.slice(-own.length)).toEqual(own);
      expect(first).not.toBe(0);
      expect(new Set(found)).toEqual(new Set(all));
      expect(found.length).toBe(all.length);
    },
  );

  test('by another date', async () => {
    const found = await record.all({ type: 'Patient' }, '_sort=-death-date');
    expect(found[0]).toBe('Patient/p2');
    expect(found.toSorted()).toEqual(['Patient/p1', 'Patient/p2', 'Patient/p3', 'Patient/p4']);
    expect((await record.all({ type: 'Patient' }, '_sort=death-date&_count=1'))[0]).toBe('Patient/p2');
  });

  test('by _id and by _lastUpdated', async () => {
    const ids = of('Observation')
      .map((one) => one.id!)
      .sort();
    expect(await record.all({ type: 'Observation' }, '_sort=_id&_count=5')).toEqual(
      ids.map((id) => `Observation/${id}`),
    );
    const written = of('Observation').map((one) => `Observation/${one.id}`);
    expect(await record.all({ type: 'Observation' }, '_sort=_lastUpdated&_count=5')).toEqual(written);
    expect(await record.all({ type: 'Observation' }, '_sort=-_lastUpdated&_count=5')).toEqual(written.toReversed());
  });

  test('by several keys in different directions', async () => {
    const expected = of('Observation').map((one, i) => ({
      name: `Observation/${one.id}`,
      status: one.status as string,
      i,
    }));
    expected.sort((a, b) => (a.status < b.status ? 1 : a.status > b.status ? -1 : a.i - b.i));
    const found = await record.all({ type: 'Observation' }, '_sort=-status,_lastUpdated&_count=4');
    expect(found).toEqual(expected.map(({ name }) => name));
  });

  test('over all types: latest change first', async () => {
    const expected = constructed.map((one) => `${one.resourceType}/${one.id}`).toReversed();
    expect(await record.all({}, '_count=9')).toEqual(expected);
  });

  test.each(['Observation?_sort=-date', 'Observation?_sort=code,-_id', 'Observation?_sort=_lastUpdated'])(
    'loses and repeats nothing when others write between its pages: %s',
    async (asked) => {
      const [type = '', query = ''] = asked.split('?');
      const before = await record.all({ type }, query);
      const parsed = record.search.parse({ type }, parametersOf(`${query}&_count=4`), { strict: true });
      const found: string[] = [];
      for (let cursor: readonly string[] | undefined, n = 0; ; n++) {
        const rows = await record.store.search<SearchRow>(record.search.page(parsed, cursor));
        found.push(...rows.slice(0, 4).map((row) => `${type}/${row.id}`));
        if (rows.length <= 4) break;
        cursor = record.search.cursorOf(parsed, rows[3]!);
        const more = {
          resourceType: type,
          id: `new-${asked.length}-${n}`,
          status: 'final',
          effectiveDateTime: `20${10 + n}-01-01`,
          code: { text: `${n}` },
        };
        await record.add([more]);
      }
      expect(new Set(found).size).toBe(found.length);
      expect(found.filter((name) => !name.includes('/new-'))).toEqual(before.filter((name) => !name.includes('/new-')));
    },
  );

  test('does not read the text of a deleted resource, whatever is read first', async () => {
    const gone = { resourceType: 'Observation', id: 'gone', status: 'final', code: { text: 'gone' } };
    await record.add([gone]);
    await record.store.transaction(async (tx) => {
      const rows = await tx.lockRows([{ type: 'Observation', id: 'gone', forDelete: true }]);
      const deletion = { type: 'Observation', id: 'gone', op: 'delete', version: 2, body: '' } as const;
      await tx.write([{ ...deletion, lastUpdated: Date.parse('2024-02-01'), previous: rows.get('Observation/gone')! }]);
    });
    const query = record.search.parse({ type: 'Observation' }, parametersOf('_sort=code,-date'), { strict: true });
    const { text, values } = record.search.page(query, ['', '0', '0']);
    const client = new pg.Client({ connectionString: record.url });
    await client.connect();
    await client.query('set enable_nestloop = off');
    const { rows } = await client.query<SearchRow>(text, [...values]).finally(() => client.end());
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.map(({ id }) => id)).not.toContain('gone');
  });

  test('by codes of any letters, those of true and false too', async () => {
    const codes = ['ü', 'a\\b', 'a\\000', '%', 'Z'];
    await record.add(
      codes.map((code, i) => ({ resourceType: 'Basic', id: `b${i}`, code: { coding: [{ code }] } }) as Resource),
    );
    const inOrder = (found: string[]) => found.map((name) => codes[Number(name.at(-1))]);
    expect(inOrder(await record.all({ type: 'Basic' }, '_sort=code&_count=1'))).toEqual(codes.toSorted());
    const active = of('Patient').filter((one) => one.active !== undefined).length;
    const found = await record.all({ type: 'Patient' }, '_sort=-active&_count=1');
    const states = found.map((name) => String(named(name).active));
    expect(states.slice(0, active)).toEqual(states.slice(0, active).toSorted().toReversed());
    expect(states.slice(active).every((state) => state === 'undefined')).toBe(true);
  });
});
