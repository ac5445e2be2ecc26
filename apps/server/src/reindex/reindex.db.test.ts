/** Parameters that SearchParameter resources add: searched only when every older resource is indexed by them. */
import type { Resource } from '@charthouse/fhir-model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Indexed, indexedRecord } from './indexed.testing.ts';
import { reindexKind } from './reindex-kind.ts';

let record: Indexed;

beforeAll(async () => {
  record = await indexedRecord((parts) => [reindexKind({ ...parts, batch: 7 })]);
  await Promise.all(Array.from({ length: 50 }, (_, i) => record.put(patient(i))));
});
afterAll(() => record.close());

const eyes = 'http://example.org/eyes';

function patient(i: number, colour = i % 10 ? 'brown' : 'green'): Resource {
  return {
    resourceType: 'Patient',
    id: `p${i}`,
    extension: [{ url: eyes, valueCode: colour }],
  };
}

function parameter(code: string, more: object = {}): Resource {
  return {
    resourceType: 'SearchParameter',
    id: code,
    url: `http://example.org/SearchParameter/${code}`,
    name: code,
    status: 'active',
    description: 'Colour of the eyes',
    code,
    base: ['Patient'],
    type: 'token',
    expression: `Patient.extension.where(url = '${eyes}').value.ofType(code)`,
    ...more,
  };
}

const found = (query: string) => record.found(`Patient?${query}&_count=100`);

async function advertised(code: string): Promise<boolean> {
  const { rest } = await record.ask('GET', 'metadata');
  const of = rest[0].resource.find(({ type }: { type: string }) => type === 'Patient').searchParam;
  return of.some(({ name }: { name: string }) => name === code);
}

/** Index rows of the patients that were there from the beginning. */
const rowsOf = async () =>
  (await record.db.query("select count(*)::int from tok join res using (rid) where id ~ '^p' and id <> 'p50'")).rows[0]
    .count;

test('a parameter is refused while it is indexed, then found, advertised, and gone without a trace', async () => {
  const before = await rowsOf();
  await record.put(parameter('eyes'));
  await record.noticed();
  await expect(record.ask('GET', 'Patient?eyes=green')).rejects.toThrow(
    /eyes is not yet searchable on Patient, not before its index/,
  );
  await expect(record.ask('GET', 'Patient?eyes=green', { strict: false })).rejects.toThrow(
    /eyes is not yet searchable on Patient/,
  );
  expect(await advertised('eyes')).toBe(false);
  await record.put(patient(50, 'green')); // written meanwhile: indexed by it already
  expect(await record.runJob('reindex')).toMatchObject({ state: 'done', done: 51, total: 51 });
  expect(await found('eyes=green')).toEqual(['p0', 'p10', 'p20', 'p30', 'p40', 'p50']);
  expect(await found('eyes:missing=true')).toEqual([]);
  expect(await advertised('eyes')).toBe(true);

  await record.put(parameter('eyes', { status: 'retired' }));
  await record.noticed();
  await expect(record.ask('GET', 'Patient?eyes=green')).rejects.toThrow(/"eyes" is no search parameter of Patient/);
  expect(await record.runJob('reindex')).toMatchObject({ state: 'done', done: 51 });
  expect(await rowsOf()).toBe(before);
  expect((await record.db.query('select count(*)::int from added_parameter')).rows[0].count).toBe(0);
});

test('what cannot be indexed is refused with why', async () => {
  const refusals: [object, RegExp][] = [
    [{ expression: 'Patient.nothing' }, /Patient has no element|no element/],
    [{ expression: 'Patient.((' }, /./],
    [{ code: 'gender' }, /Patient has a parameter "gender" already/],
    [{ base: ['Resource'] }, /"Resource" is no type of resource/],
    [{ type: 'special' }, /cannot be added/],
    [{ type: 'date' }, /cannot be searched as date/],
  ];
  for (const [more, why] of refusals) {
    const refused = await record.put(parameter('wrong', more)).catch((error) => error);
    expect(refused).toMatchObject({ status: 422, message: expect.stringMatching(why) });
  }
  await record.put(parameter('one'));
  await expect(record.put(parameter('two', { code: 'one' }))).rejects.toThrow(/added by SearchParameter\/one/);
  await record.runJob('reindex');
  const draft = await record.put(parameter('draft', { status: 'draft', expression: 'Patient.nothing' }));
  expect(draft.id).toBe('draft');
});

test('a base parameter that is stored stays what it is', async () => {
  await record.put(parameter('gender', { url: 'http://hl7.org/fhir/SearchParameter/individual-gender' }));
  expect(await record.jobs.list({ kind: 'reindex', states: ['queued'] })).toEqual([]);
});

test('each type of parameter finds what older resources hold; references can be chained, sorted and included', async () => {
  const at = (name: string) => `http://example.org/${name}`;
  await record.put({ resourceType: 'Organization', id: 'clinic', name: 'Clinic' });
  const extension = [
    { url: at('weight'), valueQuantity: { value: 70, system: 'http://unitsofmeasure.org', code: 'kg' } },
    { url: at('since'), valueDate: '2020-05' },
    { url: at('nick'), valueString: 'Ängel' },
    { url: at('count'), valueInteger: 3 },
    { url: at('page'), valueUri: 'http://example.org/a/b' },
    { url: at('clinic'), valueReference: { reference: 'Organization/clinic' } },
  ];
  await record.put({ resourceType: 'Patient', id: 'rich', extension });
  await record.put({ resourceType: 'Patient', id: 'poor' });
  const made: [string, string, string][] = [
    ['weight', 'quantity', 'Quantity'],
    ['since', 'date', 'date'],
    ['nick', 'string', 'string'],
    ['count', 'number', 'integer'],
    ['page', 'uri', 'uri'],
    ['clinic', 'reference', 'Reference'],
  ];
  for (const [code, type, as] of made) {
    const expression = `Patient.extension.where(url = '${at(code)}').value.ofType(${as})`;
    await record.put(parameter(code, { type, expression, ...(type === 'reference' && { target: ['Organization'] }) }));
    await record.runJob('reindex');
  }
  const finding = [
    'weight=lt70500|http://unitsofmeasure.org|g',
    'since=ge2020-01',
    'nick=ang',
    'nick:exact=Ängel',
    'count=3',
    'page:below=http://example.org/a',
    'clinic=Organization/clinic',
    'clinic.name=clin',
    'clinic:missing=false',
    'nick=ang&_sort=-since',
  ];
  for (const query of finding) expect([query, await found(query)]).toEqual([query, ['rich']]);
  expect(await record.found('Organization?_has:Patient:clinic:nick=ang')).toEqual(['clinic']);
  expect(await record.found('Patient?nick=ang&_include=Patient:clinic')).toEqual(['clinic', 'rich']);
  expect(await record.found('Organization?_id=clinic&_revinclude=Patient:clinic')).toEqual(['clinic', 'rich']);
});

test('a composite has base parameters as its components', async () => {
  const component = (code: string, expression: string) => ({
    definition: `http://hl7.org/fhir/SearchParameter/${code}`,
    expression,
  });
  const gender = component('individual-gender', 'gender');
  const born = component('individual-birthdate', 'birthDate');
  const composite = (more: object) =>
    parameter('gender-born', { type: 'composite', expression: 'Patient', component: [gender, born], ...more });
  await expect(record.put(composite({ component: [gender] }))).rejects.toThrow(/two components or more/);
  const added = component('x', 'gender');
  const unknown = { ...added, definition: 'http://example.org/SearchParameter/one' };
  await expect(record.put(composite({ component: [gender, unknown] }))).rejects.toThrow(/is no base parameter/);
  const wrong = component('individual-birthdate', 'gender');
  await expect(record.put(composite({ component: [gender, wrong] }))).rejects.toThrow(/leads to no element/);
  await record.put(composite({}));
  await record.runJob('reindex');
  await record.put({
    resourceType: 'Patient',
    id: 'dated',
    gender: 'female',
    birthDate: '1980-02-03',
  });
  expect(await found('gender-born=female$1980')).toEqual(['dated']);
  expect(await found('gender-born=male$1980')).toEqual([]);
});
