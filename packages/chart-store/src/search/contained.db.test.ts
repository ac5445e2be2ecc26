/** Contained resources: found by themselves, through what contains them, and by chains. https://hl7.org/fhir/R4/search.html#contained */
import type { Grant, JsonObject } from '@charthouse/fhir-model';
import { createSearch } from '@charthouse/fhir-search';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Oracle } from './oracle.testing.ts';
import { parametersOf, type SearchedRecord, searchedRecord } from './searched-record.testing.ts';

const medication = (id: string, code: string, more: JsonObject = {}) => ({
  resourceType: 'Medication',
  id,
  status: 'active',
  code: { coding: [{ system: 'urn:drug', code, display: `Drug ${code}` }] },
  ...more,
});
const ingredient = (code: string) => ({ ingredient: [{ itemCodeableConcept: { coding: [{ code }] } }] });
const request = (id: string, contained: JsonObject[], more: JsonObject = {}) => ({
  resourceType: 'MedicationRequest',
  id,
  status: 'active',
  intent: 'order',
  subject: { reference: 'Patient/p' },
  ...(contained.length > 0 && { contained, medicationReference: { reference: '#m' } }),
  ...more,
});
const maker = (name: string, more: JsonObject = {}) => ({ resourceType: 'Organization', id: 'o', name, ...more });

const resources = [
  { resourceType: 'Patient', id: 'p', name: [{ family: 'Ordinary' }] },
  { resourceType: 'Organization', id: 'org', name: 'Northern' },
  medication('m', 'a', { ...ingredient('x'), manufacturer: { reference: 'Organization/org' } }),
  request('by-place', [], { medicationReference: { reference: 'Medication/m' } }),
  request('one', [medication('m', 'a', ingredient('x'))]),
  request('two', [
    medication('m', 'b', { ...ingredient('y'), manufacturer: { reference: '#o' } }),
    medication('n', 'a', { status: 'inactive', ...ingredient('x') }),
    maker('Southern', { partOf: { reference: 'Organization/org' } }),
  ]),
  request('twice', [
    medication('m', 'a', { expirationDate: undefined, batch: { expirationDate: '2020-02' } }),
    medication('n', 'a'),
  ]),
  request('far', [medication('m', 'c', { manufacturer: { reference: 'Organization/org' } })], { status: 'stopped' }),
  {
    resourceType: 'Observation',
    id: 'about',
    status: 'final',
    code: { text: 'weight' },
    subject: { reference: '#p' },
    contained: [{ resourceType: 'Patient', id: 'p', gender: 'female', birthDate: '1990', name: [{ family: 'Inner' }] }],
  },
  {
    resourceType: 'Organization',
    id: 'self',
    name: 'Container',
    contained: [{ resourceType: 'Location', id: 'l', name: 'Room', managingOrganization: { reference: '#' } }],
  },
];

let records: readonly SearchedRecord[];
const oracle = new Oracle(resources);

beforeAll(async () => {
  records = await Promise.all([searchedRecord(), searchedRecord({ looking: true })]);
  for (const record of records) await record.add(resources);
});
afterAll(() => Promise.all(records.map((record) => record.close())));

const cases: Readonly<Record<string, readonly string[]>> = {
  Medication: [
    '',
    'code=a',
    'code=urn:drug|a&ingredient-code=x',
    'code=a&ingredient-code=y',
    'code:text=drug',
    'status=active,inactive',
    'status:not=active',
    'ingredient-code:missing=true',
    'manufacturer=Organization/org',
    'manufacturer:missing=false',
    'manufacturer.name=south',
    'manufacturer.name=north',
    'manufacturer.partof.name=north',
    'expiration-date=2020',
    '_has:MedicationRequest:medication:status=stopped',
    '_id=m',
  ],
  Organization: ['name=south', 'name=container', 'partof.name=north'],
  Patient: ['name=inner', 'name=ordinary', 'birthdate=lt2000', 'gender=female'],
  Location: ['organization.name=container', 'organization=Organization/self'],
};
const flat = Object.entries(cases).flatMap(([type, queries]) => queries.map((query) => [type, query] as const));

describe.each(flat)('%s?%s', (type, query) => {
  const parameters = parametersOf(query);
  const ask = (more: string) =>
    Promise.all(records.map((record) => record.all({ type }, `${query}${query && '&'}${more}&_count=2`)));
  const answers = (found: readonly string[]) => records.map(() => [...found].sort());
  const sorted = async (found: Promise<readonly string[][]>) => (await found).map((one) => [...one].sort());
  const inner = () =>
    query === 'organization=Organization/self' ? ['Organization/self#l'] : oracle.contained(type, parameters);
  const own = () =>
    query === 'organization=Organization/self' ? [] : oracle.ids(type, parameters).map((id) => `${type}/${id}`);
  const containers = () => [...new Set(inner().map((name) => name.replace(/#.*/, '')))];

  test('finds what reading everything finds: ordinary, contained, both', async () => {
    expect(await sorted(ask('_contained=false'))).toEqual(answers(own()));
    expect(await sorted(ask('_contained=true&_containedType=contained'))).toEqual(answers(inner()));
    expect(await sorted(ask('_contained=both&_containedType=contained'))).toEqual(answers([...own(), ...inner()]));
  });

  test('or what contains it, once', async () => {
    expect(await sorted(ask('_contained=true'))).toEqual(answers(containers()));
    expect(await sorted(ask('_contained=both'))).toEqual(answers([...new Set([...own(), ...containers()])]));
  });
});

test.each([
  'medication.code=a',
  'medication.ingredient-code=y',
  'medication.manufacturer.name=south',
  'medication.manufacturer.name=north',
  'medication.code=b&medication.ingredient-code=x',
  'subject.name=ordinary',
  'subject.name=inner',
])('a chain goes into contained resources: MedicationRequest?%s', async (query) => {
  const expected = oracle.ids('MedicationRequest', parametersOf(query)).map((id) => `MedicationRequest/${id}`);
  for (const record of records)
    expect((await record.all({ type: 'MedicationRequest' }, query)).sort()).toEqual(expected.sort());
});

test('a chain by type goes there as well', async () => {
  for (const record of records)
    expect(await record.all({ type: 'Observation' }, 'patient.name=inner&subject:Patient.birthdate=1990')).toEqual([
      'Observation/about',
    ]);
});

test.each([
  ['_sort=code', ['one#m', 'twice#m', 'twice#n', 'two#n', 'two#m', 'far#m']],
  ['_sort=-_id,code', ['twice#n', 'two#n', 'far#m', 'two#m', 'twice#m', 'one#m']],
])('they are sorted by what they have: %s', async (order, expected) => {
  for (const record of records) {
    const found = await record.all(
      { type: 'Medication' },
      `_contained=true&_containedType=contained&_count=1&${order}`,
    );
    const codes = found.map((name) => name.replace('MedicationRequest/', ''));
    expect(codes).toHaveLength(expected.length);
    if (order === '_sort=code') expect(codes.slice(-2)).toEqual(['two#m', 'far#m']);
    else expect(codes.map((name) => name.at(-1)).join('')).toBe('nnmmmm');
  }
});

test('a chain says that it misses them while older index rows are made again, and is refused when strict', async () => {
  const [record] = records;
  const { hash, ids } = record!.store;
  const search = createSearch({ hash, ...ids, revision: 3 });
  const ask = (strict: boolean) =>
    search.parse({ type: 'MedicationRequest' }, [['medication.code', 'x']], { strict, contained: true });
  expect(() => ask(true)).toThrow(/medication.code: contained resources are looked into when/);
  const { issues, understood } = ask(false);
  expect(issues.map(({ severity, diagnostics }) => [severity, diagnostics])).toEqual([
    ['warning', expect.stringMatching(/What is found is not all; ask again then/)],
  ]);
  expect(understood).toEqual([['medication.code', 'x']]);
  expect(
    createSearch({ hash, ...ids }).parse({ type: 'MedicationRequest' }, [['medication.code', 'x']], { strict: true })
      .issues,
  ).toEqual([]);
});

test('a permit that hides what contains them hides them', async () => {
  const [record] = records;
  const others: Grant = { reach: [{ kind: 'patients', ids: ['other'] }] };
  for (const query of ['_contained=true', '_contained=true&_containedType=contained'])
    expect(await record!.all({ type: 'Medication' }, query, { permit: { grants: [others] } })).toEqual([]);
  expect(
    await record!.all({ type: 'Medication' }, '_contained=true', {
      permit: { grants: [{ classes: { with: [['R']], without: [] } }] },
    }),
  ).toEqual([]);
});

test('their total is theirs', async () => {
  const [record] = records;
  const total = async (query: string) => {
    const parsed = record!.search.parse({ type: 'Medication' }, parametersOf(query), { strict: true, contained: true });
    return (await record!.store.search<{ total: number }>(record!.search.total(parsed)))[0]?.total;
  };
  expect(await total('_contained=true')).toBe(4);
  expect(await total('_contained=true&_containedType=contained')).toBe(6);
  expect(await total('_contained=both&_containedType=contained')).toBe(7);
});
