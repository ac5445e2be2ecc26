/** Who has few of many patients in care: what is frequent is found from their charts, not from all that match. */
import type { PermitFilter, Resource } from '@charthouse/fhir-model';
import type { SearchQuery, SearchRow, Sql } from '@charthouse/fhir-search';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blocksOf, planClient, planOf } from './plan.testing.ts';
import { parametersOf, type SearchedRecord, searchedRecord } from './searched-record.testing.ts';

let record: SearchedRecord;
let client: pg.Client;

/** Of 20,000 patients, one observation each, every 400th is in the care of Ada; and some more of theirs. */
const [patients, step] = [20_000, 400];
const days = 86_400_000;
const inCare = Array.from({ length: patients / step }, (_, i) => `p${i * step}`);

function observation(id: string, day: number, more: object): Resource {
  const effectiveDateTime = new Date(Date.UTC(1990, 0, 1) + day * days).toISOString();
  const category = [{ coding: [{ code: 'vital-signs' }] }];
  return { resourceType: 'Observation', id, status: 'final', category, effectiveDateTime, ...more } as Resource;
}

const coded = (code: string) => ({ coding: [{ system: 'http://loinc.org', code }] });
const about = (id: string) => ({ subject: { reference: `Patient/${id}` } });

function resources(): Resource[] {
  const all = Array.from({ length: patients }, (_, i) =>
    observation(`o${i}`, (i * 7919) % 9001, { code: coded(i % 10 < 7 ? 'common' : `c${i % 13}`), ...about(`p${i}`) }),
  );
  const more = inCare.flatMap((id, i) => [
    observation(`${id}-other`, i, { code: coded('other'), ...about(id), valueQuantity: { value: i } }),
    observation(`${id}-both`, i, {
      code: { coding: [...coded('common').coding, ...coded('other').coding] },
      ...about(id),
    }),
    observation(`${id}-undated`, i, { code: coded('common'), effectiveDateTime: undefined, ...about(id) }),
    // It belongs to the patient who measured, since it names no other.
    observation(`${id}-own`, i, { code: coded('common'), performer: [{ reference: `Patient/${id}` }] }),
  ]);
  // Of two patients more than is read of each at first; of one of them what is final comes behind that, and before most of the other's.
  const much = [0, 1].flatMap((n) =>
    Array.from({ length: 34 }, (_, i) => {
      const status = n === 0 && i < 30 ? 'preliminary' : 'final';
      return observation(`many-${n}-${i}`, 9500 - n * 25 - i, {
        status,
        code: coded('common'),
        ...about(inCare[5 + n]!),
      });
    }),
  );
  // Of one who is not in care, and has a name that some have who are.
  const hidden = Array.from({ length: 400 }, (_, i) =>
    observation(`o1-hidden-${i}`, i, { code: coded('common'), ...about('p1') }),
  );
  const named = [...inCare, 'p1'].map((id, i) => ({
    resourceType: 'Patient',
    id,
    name: [{ family: `Ward${i % 10}` }],
  }));
  return [...named, ...hidden, ...all, ...more, ...much];
}

const reach = [{ kind: 'care', actors: ['Practitioner/ada'], lead: 0, grace: 0 }] as const;
const consent = {
  actors: ['Practitioner/ada'],
  action: 'access',
  purposes: ['TREAT'],
  purposesDenied: ['TREAT'],
  needs: [],
} as const;
const permit: PermitFilter = {
  grants: [{ types: ['Observation'], reach, except: ['p800'], classes: { without: ['restricted'] }, consent }],
};

async function cares(patient: string, actor: string): Promise<void> {
  const keys = [`Patient/${patient}`, actor].map((name) => String(record.store.hash(name)));
  await client.query('insert into care values (0, $1, $2, 0, 4102444800000)', keys);
}

beforeAll(async () => {
  record = await searchedRecord();
  await record.add(resources());
  client = await planClient(record.url);
  for (const id of inCare) await cares(id, 'Practitioner/ada');
  await client.query('vacuum analyze');
  // What looked at the table during the first may have kept it from marking pages as seen by all.
  await client.query('vacuum tok');
}, 120_000);

afterAll(async () => {
  await client.end();
  await record.close();
});

const parsed = (query: string, filter: PermitFilter = permit) =>
  record.search.parse({ type: 'Observation' }, parametersOf(query), { strict: true, now: Date.now(), permit: filter });

const run = async <Row>(statement: Sql): Promise<Row[]> => record.store.search<Row>(statement);

async function allOf(query: SearchQuery): Promise<string[]> {
  const found: string[] = [];
  for (let cursor: readonly string[] | undefined, more = true; more; ) {
    const rows = await run<SearchRow>(record.search.page(query, cursor));
    const page = rows.slice(0, query.count);
    found.push(...page.map(({ id }) => id));
    more = rows.length > query.count;
    if (more) cursor = record.search.cursorOf(query, page.at(-1)!);
  }
  return found;
}

const queries = [
  'code=common',
  'code=http://loinc.org|common',
  'code=common,other',
  'code=common&_sort=date',
  'code=common&_sort=-date',
  'code=common&status=final',
  'code=common&date=lt2000',
  'code:not=common',
  'status=final',
  '_sort=-date',
  '_sort=date',
  '_sort=-_lastUpdated',
  'code=common&_sort=_lastUpdated',
  'status=final&_sort=-_id',
  'category=vital-signs&code:missing=false',
  '',
];

/** Every third of the patients is in the care of Cid. */
async function caresForMany(): Promise<PermitFilter> {
  const names = Array.from({ length: patients / 3 }, (_, i) => String(record.store.hash(`Patient/p${i * 3}`)));
  const actor = String(record.store.hash('Practitioner/cid'));
  await client.query('insert into care select 0, pt, $2, 0, 4102444800000 from unnest($1::int8[]) pt', [names, actor]);
  await client.query('analyze care');
  return { grants: [{ ...permit.grants[0]!, reach: [{ ...reach[0], actors: ['Practitioner/cid'] }] }] };
}

describe('somebody who has a third of 20,000 patients in care', () => {
  let many: PermitFilter;
  beforeAll(async () => {
    many = await caresForMany();
  }, 60_000);

  test.each([
    'code=common',
    'code=common&_sort=date',
    'status=final',
    '_sort=-_lastUpdated',
    '_sort=_id',
    'patient=p300',
  ])('reads by "%s" in order, and pays for the rows that fill a page, not for what matches', async (query) => {
    const asked = parsed(query, many);
    let blocks = 0;
    const refined = await record.search.refine(asked, async <Row>(statement: Sql) => {
      blocks += blocksOf(await planOf(client, statement));
      return run<Row>(statement);
    });
    expect(refined.walk).toBeDefined();
    const rows = await run<SearchRow>(record.search.page(refined));
    expect(rows.map(({ id }) => id)).toEqual((await run<SearchRow>(record.search.page(asked))).map(({ id }) => id));
    expect(blocks + blocksOf(await planOf(client, record.search.page(refined)))).toBeLessThan(1500);
    const cursor = record.search.cursorOf(refined, rows[Math.min(rows.length, refined.count) - 1]!);
    const next = await record.search.refine(asked, run, cursor);
    const ids = async (of: SearchQuery) => (await run<SearchRow>(record.search.page(of, cursor))).map(({ id }) => id);
    expect(await ids(next)).toEqual(await ids(asked));
  });
});

describe('somebody who has 50 of 20,000 patients in care', () => {
  test.each(queries)(
    'finds by "%s" what is theirs, in the same order as by all matches, page by page',
    async (query) => {
      const asked = parsed(`${query}&_count=17`.replace(/^&/, ''));
      const refined = await record.search.refine(asked, run);
      expect(refined.among ?? refined.walk).toBeDefined();
      const found = await allOf(refined);
      expect(found).toEqual(await allOf(asked));
      expect(found.length).toBeGreaterThan(20);
      const [counted] = await run<{ total: number }>(record.search.total(refined));
      expect(counted?.total).toBe(found.length);
    },
  );

  test.each(queries)('pays for the first page and a later one by "%s" in proportion to them', async (query) => {
    const asked = parsed(query);
    const looks: number[] = [];
    const refined = await record.search.refine(asked, async <Row>(statement: Sql) => {
      looks.push(blocksOf(await planOf(client, statement)));
      return run<Row>(statement);
    });
    const rows = await run<SearchRow>(record.search.page(refined));
    const last = rows[refined.count - 1];
    const cursors = [undefined, ...(last ? [record.search.cursorOf(refined, last)] : [])];
    const pages = [];
    for (const cursor of cursors) pages.push(blocksOf(await planOf(client, record.search.page(refined, cursor))));
    const isReadTwice = query.includes(':not=') || query.includes('status='); // the first rows of each do not fill a page
    expect(Math.max(...pages) + looks.reduce((a, b) => a + b, 0)).toBeLessThan(
      isReadTwice || query.includes('_sort=_') || query.includes('_sort=-_') ? 2500 : 1600, // all of "common" are ten times that
    );
  });

  test.each(['code=other&code=c3', 'patient=p400', '_id=o1', 'code=rare', '_sort=-value-quantity', 'patient.name=a'])(
    'is led by what is rarer, or kept in another order: %s',
    async (query) => {
      expect((await record.search.refine(parsed(query), run)).among).toBeUndefined();
    },
  );

  test.each<[string, PermitFilter]>([
    ['everybody', { grants: [...permit.grants, { types: ['Observation'] }] }],
    [
      'what they wrote',
      { grants: [...permit.grants, { reach: [{ kind: 'authored', actors: ['Practitioner/ada'] }] }] },
    ],
    ['no type at all', { grants: [{ ...permit.grants[0]!, types: ['Encounter'] }] }],
  ])('is not read so when they see %s as well', async (_, filter) => {
    expect((await record.search.refine(parsed('code=common', filter), run)).among).toBeUndefined();
  });

  test('finds by names of patients what those in care have, without reading what the others have', async () => {
    const asked = parsed('patient.name=ward0&code=common', { grants: [...permit.grants, { types: ['Patient'] }] });
    const refined = await record.search.refine(asked, run);
    expect(refined.among?.keys.length).toBe(5);
    const page = record.search.page(refined);
    expect(blocksOf(await planOf(client, page))).toBeLessThan(900); // each of those hidden takes six
    expect(await allOf(refined)).toEqual(await allOf(asked));
  });

  test('finds patients by what is seen of them, and none by what is hidden', async () => {
    const grants = [...permit.grants, { types: ['Patient'] }];
    const ofPatients = (query: string) =>
      record.search.parse({ type: 'Patient' }, parametersOf(query), {
        strict: true,
        now: Date.now(),
        permit: { grants },
      });
    const asked = ofPatients('_has:Observation:patient:code=common&_count=200');
    const refined = await record.search.refine(asked, run);
    const found = await allOf(refined);
    expect(found).toEqual(await allOf(asked));
    expect(found.toSorted()).toEqual(inCare.filter((id) => id !== 'p800').toSorted());
    const page = record.search.page(refined);
    expect(blocksOf(await planOf(client, page))).toBeLessThan(3000);
  });

  test('finds what is of a patient who is in care and not stored', async () => {
    const of = { ...reach[0], actors: ['Practitioner/bob'] };
    for (const id of ['p0', 'p1']) await cares(id, 'Practitioner/bob');
    const asked = parsed('code=common', { grants: [{ reach: [of] }] });
    const found = await allOf(await record.search.refine(asked, run));
    expect(found).toEqual(await allOf(asked));
    expect(found).toContain('o1');
  });

  test('sees nothing where nobody is in care, without reading what matches', async () => {
    const nobody = { grants: [{ reach: [{ ...reach[0], actors: ['Practitioner/eve'] }] }] };
    const refined = await record.search.refine(parsed('code=common', nobody), run);
    expect(refined.among?.keys).toEqual([]);
    expect(await allOf(refined)).toEqual([]);
  });
});
