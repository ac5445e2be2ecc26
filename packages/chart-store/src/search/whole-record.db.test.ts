/** Searches over several types, compartments, lists, places; what includes add; and what a permit hides. */
import type { SearchRow } from '@charthouse/fhir-search';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { constructed } from './constructed.testing.ts';
import { Oracle } from './oracle.testing.ts';
import { parametersOf, type SearchedRecord, searchedRecord } from './searched-record.testing.ts';

let record: SearchedRecord;

beforeAll(async () => {
  record = await searchedRecord({ looking: true });
  await record.add(constructed);
});

afterAll(() => record.close());

const names = (...ids: string[]) => ids.sort();
const found = async (...asked: Parameters<SearchedRecord['all']>) => (await record.all(...asked)).sort();

describe('a search over several types', () => {
  test('takes the types of _type', async () => {
    expect(await found({}, '_type=Invoice,Encounter')).toEqual(
      names('Invoice/i1', 'Invoice/i2', 'Encounter/e1', 'Encounter/e2'),
    );
    expect(await found({}, '_type=Invoice,Encounter&_type=Encounter')).toEqual(names('Encounter/e1', 'Encounter/e2'));
    expect(await found({}, '_type=Invoice,Encounter&subject=Patient/p1')).toEqual(names('Invoice/i1', 'Encounter/e1'));
    expect(await found({}, '_type=Invoice,Encounter&status:not=issued')).toEqual(names('Encounter/e1', 'Encounter/e2'));
    expect(await found({}, '_type=Invoice,Encounter&subject:Patient.gender=male&_sort=_id')).toEqual(
      names('Invoice/i2', 'Encounter/e2'),
    );
  });

  test('finds by what all types have', async () => {
    expect(await found({}, '_tag=vip')).toEqual(['Patient/p1']);
    expect(await found({}, '_id=p1,e1,nothing')).toEqual(names('Patient/p1', 'Encounter/e1'));
    expect(await found({}, '_lastUpdated=gt2023&_type=ValueSet')).toEqual(
      names('ValueSet/v1', 'ValueSet/v2', 'ValueSet/v3'),
    );
    expect(await found({}, '_lastUpdated=lt2023')).toEqual([]);
    expect(await found({}, '_lastUpdated=eq2024-01-01&_type=ValueSet')).toHaveLength(3);
    expect(await found({}, '_profile=http://example.org/profile')).toEqual(['Patient/p1']);
  });

  test('_list finds what a List holds', async () => {
    expect(await found({ type: 'Patient' }, '_list=li1')).toEqual(['Patient/p2']);
    expect(await found({}, '_list=li1')).toEqual(names('Patient/p2', 'Observation/o1'));
    expect(await found({}, '_list=none')).toEqual([]);
  });
});

describe('a compartment', () => {
  /** By the words of CompartmentDefinition: what refers to the patient by the parameters it names. */
  const linked = (id: string, links: Readonly<Record<string, readonly string[]>>) => {
    const own = constructed.filter((resource) =>
      (links[resource.resourceType] ?? []).some((code) =>
        new Oracle(constructed).meets(resource, [code, `Patient/${id}`]),
      ),
    );
    return own.map((resource) => `${resource.resourceType}/${resource.id}`);
  };

  test('holds what refers to its patient, and the patient', async () => {
    const links = {
      Observation: ['subject', 'performer'],
      Encounter: ['patient'],
      Invoice: ['subject', 'recipient'],
      DocumentReference: ['subject', 'author'],
      Group: ['member'],
      RiskAssessment: ['subject'],
      QuestionnaireResponse: ['subject', 'author'],
      List: ['subject', 'source'],
      MolecularSequence: ['patient'],
      Patient: ['link'],
    };
    for (const id of ['p1', 'p2', 'p3'])
      expect(await found({ compartment: { type: 'Patient', id } }, '')).toEqual(
        names(`Patient/${id}`, ...linked(id, links)),
      );
  });

  test('of one type takes further parameters', async () => {
    const compartment = { type: 'Patient', id: 'p1' };
    expect(await found({ compartment, type: 'Invoice' }, '')).toEqual(['Invoice/i1']);
    expect(await found({ compartment: { type: 'Patient', id: 'p2' }, type: 'Invoice' }, 'status=issued')).toEqual(
      names('Invoice/i1', 'Invoice/i2'),
    );
    expect(await found({ compartment, type: 'Observation' }, 'code=85354-9&_sort=-date')).toEqual(
      names('Observation/o19', 'Observation/o20'),
    );
    expect(await found({ compartment: { type: 'Practitioner', id: 'd1' }, type: 'Patient' }, '')).toEqual([
      'Patient/p1',
    ]);
    expect(await found({ compartment: { type: 'Encounter', id: 'e1' } }, '')).toEqual(['Encounter/e1']);
  });
});

describe('near', () => {
  test.each([
    ['42.256|-71.06|5|km', ['l1']],
    ['42.256|-71.06|15|km', ['l1', 'l2']],
    ['42.256|-71.06|9|mi', ['l1', 'l2']],
    ['42.256|-71.06', ['l1', 'l2']],
    ['0|-179.99|3|km', ['l3']],
    ['0|-179.99|2000|m', []],
    ['90|0|20000|km', ['l1', 'l2', 'l3']],
  ])('%s', async (value, ids) => {
    expect(await found({ type: 'Location' }, `near=${value}`)).toEqual(ids.map((id) => `Location/${id}`));
  });
});

/** Names of what the includes of a search add, after so many rounds. */
async function included(type: string, query: string, rounds = 1, options = {}): Promise<string[]> {
  const { search, store } = record;
  const parsed = search.parse({ type }, parametersOf(query), { strict: true, ...options });
  let rows = await store.search<SearchRow>(search.page(parsed));
  const seen = new Set(rows.map((row) => row.rid));
  const added: string[] = [];
  for (let round = 0; round < rounds; round++) {
    const statement = search.includes(parsed, rows, round);
    if (!statement) break;
    rows = (await store.search<SearchRow>(statement)).filter((row) => !seen.has(row.rid));
    for (const row of rows) seen.add(row.rid);
    added.push(...rows.map((row) => `${store.ids.typeName(row.tid)}/${row.id}`));
  }
  return added.sort();
}

describe('includes', () => {
  test('add what matches refer to, once', async () => {
    expect(await included('Encounter', '_include=Encounter:patient')).toEqual(['Patient/p1', 'Patient/p2']);
    expect(await included('Encounter', '_include=Encounter:subject')).toEqual(['Patient/p1', 'Patient/p2']);
    expect(await included('Encounter', '_id=e2&_include=Encounter:patient&_include=Encounter:part-of')).toEqual([
      'Encounter/e1',
      'Patient/p2',
    ]);
    expect(await included('Observation', '_include=Observation:subject:Group')).toEqual(['Group/g1']);
    expect(await included('Encounter', '_id=e2&_include=Encounter:*')).toEqual(['Encounter/e1', 'Patient/p2']);
    expect(await included('Encounter', '_id=e2&_include=*')).toEqual(['Encounter/e1', 'Patient/p2']);
    expect(await included('Encounter', '_id=e2&_include=Observation:subject')).toEqual([]);
  });

  test('add what refers to matches', async () => {
    expect(await included('Patient', '_id=p2&_revinclude=Encounter:patient')).toEqual(['Encounter/e2']);
    expect(await included('Patient', '_id=p1&_revinclude=Patient:link&_revinclude=Group:member')).toEqual([
      'Group/g1',
      'Patient/p2',
    ]);
    expect(await included('Patient', '_id=p3&_revinclude=Observation:performer')).toEqual(['Observation/o15']);
    expect(await included('Patient', '_id=p3&_revinclude=*')).toEqual(['Observation/o15']);
  });

  test('go on from what was added when told to iterate', async () => {
    const query =
      '_id=e2&_include=Encounter:part-of&_include:iterate=Encounter:patient&_include:iterate=Patient:organization&_include:iterate=Organization:partof';
    expect(await included('Encounter', query, 1)).toEqual(['Encounter/e1', 'Patient/p2']);
    expect(await included('Encounter', query, 2)).toEqual(['Encounter/e1', 'Patient/p1', 'Patient/p2']);
    expect(await included('Encounter', query, 9)).toEqual([
      'Encounter/e1',
      'Organization/org1',
      'Organization/org2',
      'Patient/p1',
      'Patient/p2',
    ]);
  });

  test('give one row more than their limit when there is more', async () => {
    const limits = { includeLimit: 3 };
    expect(await included('Patient', '_id=p1&_revinclude=Observation:patient', 1, { limits })).toHaveLength(4);
  });
});

describe('a permit', () => {
  const hidden = ['Patient/p1', 'Observation/o5', 'Observation/o12', 'Encounter/e1', 'Organization/org2', 'Group/g1'];
  const permit = { grants: [{ classes: { labels: [], without: [] } }] };
  let shown: Oracle;

  beforeAll(async () => {
    await hide(hidden, 9);
    shown = new Oracle(constructed.filter((one) => !hidden.includes(`${one.resourceType}/${one.id}`)));
  });

  afterAll(() => hide(hidden, 0));

  test.each([
    'Patient?',
    'Patient?gender=female,male',
    'Patient?gender:not=male',
    'Patient?organization.name=north',
    'Patient?_has:Observation:patient:code=2345-7',
    'Patient?_has:Observation:patient:value-concept=dup',
    'Patient?_has:Group:member:_id=g1',
    'Patient?_sort=_id',
    'Observation?patient=p1&code=2345-7',
    'Observation?patient.name=ang',
    'Observation?patient.name=ang&_sort=-_lastUpdated',
    'Observation?value-quantity=gt1',
    'Observation?date=ge2020',
    'Observation?patient:missing=true',
    'Observation?subject:Group.type=person',
    'Encounter?part-of.status=finished',
    'Organization?partof.name=north',
  ])('hides resources from predicates, chains, _has and counts: %s', async (asked) => {
    const [type = '', query = ''] = asked.split('?');
    const criteria = parametersOf(query).filter(([name]) => !name.startsWith('_s'));
    const expected = shown.ids(type, criteria).map((id) => `${type}/${id}`);
    expect(await found({ type }, query, { permit })).toEqual(expected.sort());
    const parsed = record.search.parse({ type }, parametersOf(query), { strict: true, permit });
    const [row] = await record.store.search<{ total: number }>(record.search.total(parsed));
    expect(row?.total).toBe(expected.length);
  });

  test('hides resources from includes, lists and compartments', async () => {
    expect(await included('Encounter', '_include=Encounter:patient&_include=Encounter:part-of', 1, { permit })).toEqual(
      ['Patient/p2'],
    );
    expect(await included('Patient', '_id=p2&_revinclude=Observation:patient', 1, { permit })).toEqual([
      'Observation/o13',
      'Observation/o14',
    ]);
    expect(
      await found({ compartment: { type: 'Patient', id: 'p2' }, type: 'Observation' }, '', { permit }),
    ).not.toContain('Observation/o12');
    await hide(['List/li1'], 9);
    expect(await found({ type: 'Patient' }, '_list=li1', { permit })).toEqual([]);
    await hide(['List/li1'], 0);
  });

  test('may be limited to patients: theirs and what belongs to nobody', async () => {
    const reach = [{ kind: 'patients' as const, ids: ['p2'] }];
    const permit = { grants: [{ types: ['Patient', 'Encounter'], reach }, { types: ['Organization'] }] };
    expect(await found({ type: 'Patient' }, '', { permit })).toEqual(['Patient/p2']);
    expect(await found({ type: 'Organization' }, '', { permit })).toEqual(
      names('Organization/org1', 'Organization/org2'),
    );
    expect(await found({ type: 'Encounter' }, 'status=finished,in-progress', { permit })).toEqual(['Encounter/e2']);
    expect(await found({ type: 'Organization' }, '_has:Patient:organization:gender=female', { permit })).toEqual([]);
  });

  /** As access rules will: the class of a record stands on its row and on its keys. */
  async function hide(all: readonly string[], vis: number): Promise<void> {
    const tks = all.map((name) => record.store.hash(name));
    await record.store.transaction(async (tx) => {
      const sqlOf = (text: string) => ({ text, values: [tks, vis] });
      await tx.query(sqlOf('update res set vis = $2 where tk = any($1::int8[])'));
      await tx.query(sqlOf('update tok t set vis = $2 from res r where r.tk = any($1::int8[]) and t.rid = r.rid'));
    });
  }
});
