/** Plans on skewed data: no table is read through where an index serves, and a page touches few blocks. */
import type { SearchTarget, Sql } from '@charthouse/fhir-search';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blocksOf, type Plan, planClient, planOf, tablesReadThrough } from './plan.testing.ts';
import { parametersOf, type SearchedRecord, searchedRecord } from './searched-record.testing.ts';
import { skewedOrders } from './skewed.testing.ts';

let record: SearchedRecord;
let client: pg.Client;

beforeAll(async () => {
  record = await searchedRecord();
  await record.add(skewedOrders());
  client = await planClient(record.url);
  await client.query('vacuum analyze');
}, 120_000);

afterAll(async () => {
  await client.end();
  await record.close();
});

/** Blocks of 8 KB that a page may touch: 21 bodies cost up to 84. */
const page = 700;

/** Up to 2,000 rows that a look has listed, each found by its number. */
const listed = 12_000;

const cases: readonly (readonly [type: string, query: string, blocks: number])[] = [
  ['Observation', 'code=common', page],
  ['Observation', 'code=common&_sort=date', page],
  ['Observation', 'code=common&_sort=-_lastUpdated', page],
  ['Observation', 'code=rare', page],
  ['Observation', 'code=rare&_sort=-_lastUpdated', page],
  ['Observation', 'code=nothing', page],
  ['Observation', 'patient=heavy', page],
  ['Observation', 'patient=heavy&code=rare', page],
  ['Observation', 'patient=heavy&code=common&date=ge2010-01-05', page],
  ['Observation', 'patient=heavy&status=final', page],
  ['Observation', 'patient=heavy&status=amended', page],
  ['Observation', 'patient=p7&category=vital-signs', page],
  ['Observation', 'patient=heavy&value-quantity=gt150', page],
  ['Observation', 'code=common&value-quantity=gt150', listed],
  ['Observation', 'code-value-quantity=common$gt150', listed],
  ['Observation', 'code:not=common', page],
  ['Observation', 'category:not=vital-signs', page],
  ['Observation', 'status:not=final', page],
  ['Observation', 'date=lt2010-01-02', page],
  ['Observation', 'date=ge2030', page],
  ['Observation', 'patient.family=heavy&code=common', page],
  ['Observation', 'patient.family=heavy&code=rare', page],
  ['Observation', 'patient.gender=female', 2000],
  ['Observation', 'patient.family=nobody', page],
  ['Observation', 'patient.family=name1&code=c3', page],
  ['Observation', 'subject:Patient.family=name1&code=c3,http://loinc.org|c4', 2 * page],
  ['Observation', 'patient.family=heavy,name1&code=common', page],
  ['Observation', 'code=common,c3', page],
  ['Observation', 'code=common,c3&value-quantity=gt50', 2 * page],
  ['Patient', '_has:Observation:patient:code=rare', page],
  ['Patient', '_has:Observation:patient:code=c3', 2000],
  ['Patient', '_has:Observation:patient:code=common', 6000],
  ['Patient', '_has:Observation:patient:category=vital-signs', page],
  ['Patient', '_has:Observation:subject:code=c3', 2000],
  ['Patient', '_has:Observation:patient:value-quantity=gt5', 3000],
  ['Patient', '_has:Observation:patient:date=ge2010-01-03', page],
  ['Patient', '_has:Observation:patient:code:not=common', page],
  ['Observation', 'value-quantity=gt150,lt2', 15_000],
  ['Observation', 'value-quantity=gt150,lt60', page],
  ['Observation', 'date=lt2010-01-02,ge2010-01-09', page],
  ['Patient', '_sort=-deceased', page],
  ['Patient', 'family=name1&gender=male', page],
  ['Patient', '_id=p1,p2,heavy', page],
  ['Observation', 'code=c3&_sort=_id', 2000],
  ['Observation', 'subject:missing=true', page],
  ['Observation', '_sort=value-quantity', page],
  ['Observation', '_sort=-value-quantity', page],
  ['Observation', 'code=common&_sort=-value-quantity', page],
  ['Observation', 'status=final&_sort=value-quantity,-date', 2500],
  ['Observation', '_sort=status', page],
  ['Observation', '_sort=-code', page],
  ['Observation', '_sort=code,-date', page],
  ['Observation', 'category=vital-signs&_sort=code', page],
  ['Observation', 'code=rare&_sort=status', page],
  ['Observation', '_sort=value-string', page],
  ['Observation', '_sort=status,_id', page],
  ['Observation', '_sort=status,-_lastUpdated', page],
  ['Observation', '_sort=-status,_id', page],
  ['Observation', 'category=vital-signs&_sort=status,_id', page],
  ['Observation', '_sort=code,_id', 2000],
  ['Observation', '_sort=subject', page],
  ['Observation', '_sort=-subject,-date', page],
  ['Observation', 'code=common&_sort=subject', page],
  ['Observation', 'code=common&_sort=-subject', 22_000],
  ['Observation', '_sort=identifier', page],
  ['Observation', 'code=common&_sort=-identifier', page],
  ['Observation', '_sort=_tag', page],
  ['Patient', '_sort=_tag', 2500],
  ['Observation', '_sort=_source', page],
  ['Observation', '_sort=-_source', 2 * page],
  ['Patient', '_sort=_source', 2500],
  ['Observation', '_sort=_profile', 2 * page],
  ['Observation', 'patient=p7&_sort=code', page],
  ['Observation', 'patient=p7&_sort=subject', page],
  ['Observation', 'patient=heavy&_sort=-code', page],
  ['Observation', 'patient=heavy&_sort=code', page],
  ['Observation', 'patient=heavy&category=vital-signs&_sort=code,-date', page],
  ['Observation', 'patient=heavy&_sort=category', page],
  ['Observation', 'patient=heavy&_sort=-status', page],
  ['Observation', 'patient=heavy&code=common&_sort=status', page],
  ['Patient', '_sort=-death-date', page],
  ['Patient', '_sort=gender', page],
  ['Patient', '_sort=family,given', 2500],
  ['Patient', 'gender=male&_sort=-name', 2500],
  ['', '_type=Condition,Encounter,Observation&_sort=subject', page],
  ['', '_type=Condition,Observation&_sort=-code', page],
  ['', '_type=Condition,Observation&_sort=category&patient=heavy', page],
  ['', '_type=Encounter,Observation&_sort=status,_id', page],
];

describe('a page', () => {
  test.each(cases)('of %s?%s reads no table through and touches few blocks', async (type, query, blocks) => {
    const target = type === '' ? {} : { type };
    const parsed = record.search.parse(target, parametersOf(query), { strict: true, now: Date.now() });
    const refined = await record.search.refine(parsed, record.store.search);
    const plan = await planOf(client, record.search.page(refined));
    const short = ['code_in_use', ...(type === 'Patient' ? ['res'] : [])];
    expect(tablesReadThrough(plan).filter((table) => !short.includes(table))).toEqual([]);
    expect(blocksOf(plan)).toBeLessThan(blocks);
  });

  test.each(['http://loinc.org|common', 'common,c3', 'c3&_has:Observation:patient:code=common', '|common'])(
    'of who has a common code holds the same, looked first or not: %s',
    async (code) => {
      const query = parametersOf(`_has:Observation:patient:code=${code}&_count=50`);
      const parsed = record.search.parse({ type: 'Patient' }, query, { strict: true });
      const refined = await record.search.refine(parsed, record.store.search);
      const ids = async (asked: typeof parsed) =>
        (await record.store.search<{ id: string }>(record.search.page(asked))).map(({ id }) => id);
      expect(await ids(refined)).toEqual(await ids(parsed));
    },
  );

  test.each(['patient', 'subject:Patient', 'subject'])(
    'of codes by the names of their patients (%s) holds what both together mean',
    async (name) => {
      const query = parametersOf(`${name}.family=name1,heavy&code=c3,http://loinc.org|c4,urn:other|c5&_count=500`);
      const parsed = record.search.parse({ type: 'Observation' }, query, { strict: true });
      const refined = await record.search.refine(parsed, record.store.search);
      const found = await record.store.search<{ id: string }>(record.search.page(refined));
      const named = Array.from({ length: 300 }, (_, i) => `p${i}`).filter((id) => id.startsWith('p1'));
      const wanted = named.flatMap((id) => [`${id}-3`, `${id}-4`]);
      expect(found.map(({ id }) => id).sort()).toEqual(wanted.sort());
      expect(record.search.page(refined).text).toContain('lateral');
    },
  );

  test('is looked for among measured values from the highest on, where those above one are wanted', async () => {
    // What looked at the tables during the first vacuum may have kept it from marking pages as seen by all.
    await client.query('vacuum qty');
    const query = parametersOf('code-value-quantity=common$gt120');
    const parsed = record.search.parse({ type: 'Observation' }, query, { strict: true });
    const looks: Plan[] = [];
    await record.search.refine(parsed, async <Row>(statement: Sql) => {
      looks.push(await planOf(client, statement));
      return record.store.search<Row>(statement);
    });
    expect(looks.map(blocksOf).filter((blocks) => blocks > page)).toEqual([]);
    expect(JSON.stringify(looks)).toContain('"Scan Direction":"Backward"');
  });

  test('deep in a result costs no more than the first', async () => {
    const parsed = record.search.parse({ type: 'Observation' }, parametersOf('patient=heavy&status=final&_count=500'), {
      strict: true,
    });
    let cursor: readonly string[] | undefined;
    for (let n = 0; n < 20; n++) {
      const rows = await record.store.search<Parameters<typeof record.search.cursorOf>[1]>(
        record.search.page(parsed, cursor),
      );
      cursor = record.search.cursorOf(parsed, rows[499]!);
    }
    const deep = record.search.parse({ type: 'Observation' }, parametersOf('patient=heavy&status=final'), {
      strict: true,
    });
    const plan = await planOf(client, record.search.page(deep, cursor));
    expect(blocksOf(plan)).toBeLessThan(page);
  });

  test('where nothing survives a :not is found out by keys alone', async () => {
    const parsed = record.search.parse({ type: 'Observation' }, parametersOf('category:not=vital-signs'), {
      strict: true,
    });
    const plan = await planOf(client, record.search.page(parsed));
    expect(tablesReadThrough(plan)).toEqual([]);
    expect(JSON.stringify(plan)).not.toContain('"Relation Name":"res","Alias":"r1"');
  });
});

describe('a total', () => {
  test('of a common code up to 10,000 reads its keys only', async () => {
    const parsed = record.search.parse({ type: 'Observation' }, parametersOf('code=common'), { strict: true });
    const plan = await planOf(client, record.search.total(parsed, 10_000));
    expect(tablesReadThrough(plan)).toEqual([]);
    expect(blocksOf(plan)).toBeLessThan(page);
  });

  test('beyond is estimated near the truth', async () => {
    const estimate = async (target: SearchTarget, query: string) => {
      const parsed = record.search.parse(target, parametersOf(query), { strict: true });
      return record.search.estimateOf(await record.store.search(record.search.estimate(parsed)));
    };
    expect(Math.abs((await estimate({ type: 'Observation' }, 'code=common')) / 14_000 - 1)).toBeLessThan(0.1);
    expect(await estimate({ type: 'Observation' }, 'code=rare')).toBeLessThan(10);
  });
});
