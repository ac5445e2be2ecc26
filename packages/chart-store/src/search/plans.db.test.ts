/** Plans on skewed data: no table is read through where an index serves, and a page touches few blocks. */
import type { Resource } from '@charthouse/fhir-model';
import type { SearchTarget, Sql } from '@charthouse/fhir-search';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parametersOf, type SearchedRecord, searchedRecord } from './searched-record.testing.ts';

let record: SearchedRecord;
let client: pg.Client;

const loinc = 'http://loinc.org';

function observation(id: string, more: object): Resource {
  const category = [{ coding: [{ code: 'vital-signs' }] }];
  return { resourceType: 'Observation', id, status: 'final', category, ...more } as Resource;
}

const coded = (code: string) => ({ coding: [{ system: loinc, code, display: `Code ${code}` }] });
const minute = (i: number) => new Date(Date.UTC(2010, 0, 1) + i * 60_000).toISOString();
const beats = (value: number) => ({ value, unit: '/min', system: 'http://unitsofmeasure.org', code: '/min' });

/** One code on 70 % of the observations, all of them of one patient; 300 patients with 20 observations each; a rare code. */
function skewed(): Resource[] {
  const heavy = Array.from({ length: 14_000 }, (_, i) =>
    observation(`h${i}`, {
      code: coded('common'),
      subject: { reference: 'Patient/heavy' },
      effectiveDateTime: minute(i),
      valueQuantity: beats(60 + (i % 100)),
    }),
  );
  const patients = Array.from({ length: 300 }, (_, i) => ({
    resourceType: 'Patient',
    id: `p${i}`,
    gender: i % 2 ? 'male' : 'female',
    birthDate: `19${10 + (i % 80)}-01-01`,
    name: [{ family: `Name${i}` }],
  }));
  const others = patients.flatMap(({ id }, i) =>
    Array.from({ length: 20 }, (_, j) =>
      observation(`${id}-${j}`, {
        code: coded(`c${j}`),
        subject: { reference: `Patient/${id}` },
        effectiveDateTime: minute(i * 300 + j),
        valueQuantity: beats(j),
      }),
    ),
  );
  const rare = observation('rare', {
    code: coded('rare'),
    subject: { reference: 'Patient/heavy' },
    effectiveDateTime: '2012-01-01',
    status: 'amended',
  });
  return [
    { resourceType: 'Patient', id: 'heavy', gender: 'female', name: [{ family: 'Heavy' }] },
    ...patients,
    ...others,
    ...heavy,
    rare,
  ];
}

beforeAll(async () => {
  record = await searchedRecord();
  await record.add(skewed());
  client = new pg.Client({
    connectionString: record.url,
    options: '-c plan_cache_mode=force_custom_plan -c jit=off -c max_parallel_workers_per_gather=0',
  });
  await client.connect();
  await client.query('vacuum analyze');
}, 120_000);

afterAll(async () => {
  await client.end();
  await record.close();
});

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Plan[];
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
}

async function planOf({ text, values }: Sql): Promise<Plan> {
  const { rows } = await client.query(`explain (analyze, buffers, format json) ${text}`, [...values]);
  return rows[0]['QUERY PLAN'][0].Plan;
}

function tablesReadThrough(plan: Plan): string[] {
  const own = plan['Node Type'] === 'Seq Scan' && plan['Relation Name'] ? [plan['Relation Name']] : [];
  return [...own, ...(plan.Plans ?? []).flatMap(tablesReadThrough)];
}

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
  ['Patient', '_has:Observation:patient:code=rare', page],
  ['Patient', '_has:Observation:patient:code=c3', 2000],
  ['Patient', '_has:Observation:patient:code=common', 60_000],
  ['Patient', 'family=name1&gender=male', page],
  ['Patient', '_id=p1,p2,heavy', page],
  ['Observation', 'code=c3&_sort=_id', 2000],
  ['Observation', 'subject:missing=true', page],
  ['Patient', '_sort=family,given', 2500],
  ['Patient', 'gender=male&_sort=-name', 2500],
];

describe('a page', () => {
  test.each(cases)('of %s?%s reads no table through and touches few blocks', async (type, query, blocks) => {
    const parsed = record.search.parse({ type }, parametersOf(query), { strict: true, now: Date.now() });
    const refined = await record.search.refine(parsed, record.store.search);
    const plan = await planOf(record.search.page(refined));
    expect(tablesReadThrough(plan).filter((table) => table !== 'res' || type === 'Observation')).toEqual([]);
    expect(plan['Shared Hit Blocks'] + plan['Shared Read Blocks']).toBeLessThan(blocks);
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
    const plan = await planOf(record.search.page(deep, cursor));
    expect(plan['Shared Hit Blocks'] + plan['Shared Read Blocks']).toBeLessThan(page);
  });

  test('where nothing survives a :not is found out by keys alone', async () => {
    const parsed = record.search.parse({ type: 'Observation' }, parametersOf('category:not=vital-signs'), {
      strict: true,
    });
    const plan = await planOf(record.search.page(parsed));
    expect(tablesReadThrough(plan)).toEqual([]);
    expect(JSON.stringify(plan)).not.toContain('"Relation Name":"res","Alias":"r1"');
  });
});

describe('a total', () => {
  test('of a common code up to 10,000 reads its keys only', async () => {
    const parsed = record.search.parse({ type: 'Observation' }, parametersOf('code=common'), { strict: true });
    const plan = await planOf(record.search.total(parsed, 10_000));
    expect(tablesReadThrough(plan)).toEqual([]);
    expect(plan['Shared Hit Blocks'] + plan['Shared Read Blocks']).toBeLessThan(page);
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
