import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bundle, condition, encounter, ndjson, patient, post, type TestRecord, testRecord } from './import.testing.ts';
import { refusalLines } from './refusal.ts';

let record: TestRecord;

beforeEach(async () => {
  record = await testRecord();
});
afterEach(() => record.close());

const range = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

describe('references', () => {
  test('may point to what comes later, in any file and any order, also in circles', async () => {
    const diagnosis = (id: string) => ({ diagnosis: [{ condition: { reference: `Condition/${id}` } }] });
    record.put('a.ndjson', ndjson(...range(700).map((i) => condition(`c${i}`, `Patient/p${i}`, `Encounter/e${i}`))));
    record.put('b.ndjson', ndjson(...range(700).map((i) => encounter(`e${i}`, `Patient/p${i}`, diagnosis(`c${i}`)))));
    record.put(
      'c.ndjson',
      ndjson(...range(700).map((i) => patient(`p${i}`, { managingOrganization: { reference: 'Organization/o' } }))),
    );
    record.put('d.ndjson', ndjson({ resourceType: 'Organization', id: 'o', name: 'O' }));
    const { job, refusals } = await record.import([record.folder]);
    expect(refusals).toEqual([]);
    expect(job).toMatchObject({ state: 'done', done: 2_101, refused: 0 });
    expect(new Set(Object.values(await record.versions()))).toEqual(new Set([1]));
  });

  test('that nothing resolves are refused with what they name, and so is what depends on them', async () => {
    record.put(
      'a.ndjson',
      ndjson(
        condition('c', 'Patient/p', 'Encounter/lost'),
        encounter('lost', 'Patient/nobody'),
        encounter('e', 'Patient/p'),
      ),
    );
    record.put('p.ndjson', ndjson(patient('p')));
    const { job, refusals } = await record.import([record.folder]);
    expect(job).toMatchObject({ state: 'done', done: 2, refused: 2 });
    const told = refusals
      .flatMap(refusalLines)
      .map((line) => line.slice(record.folder.length + 1))
      .sort();
    expect(told).toEqual([
      'a.ndjson:1 Condition/c Condition.encounter: The reference to Encounter/lost is dangling: there is no such resource on this server.',
      'a.ndjson:2 Encounter/lost Encounter.subject: The reference to Patient/nobody is dangling: there is no such resource on this server.',
    ]);
    expect(await record.rows('select * from import_waiting')).toEqual([]);
  });

  test('by condition wait for the bundle that brings what they mean', async () => {
    const organization = { resourceType: 'Organization', name: 'O', identifier: [{ system: 'urn:x', value: '1' }] };
    const refers = { ...patient('x'), managingOrganization: { reference: 'Organization?identifier=urn:x|1' } };
    record.put('a.json', JSON.stringify(bundle('transaction', post(refers))));
    record.put('b.json', JSON.stringify(bundle('transaction', post(organization))));
    expect((await record.import([record.folder])).job).toMatchObject({ state: 'done', done: 2, refused: 0 });
  });

  test('that mean more than one resource are refused at once, whatever else is missing', async () => {
    const organization = { resourceType: 'Organization', identifier: [{ system: 'urn:x', value: '1' }] };
    record.put('a.ndjson', ndjson(organization, organization));
    const refers = {
      ...patient('x'),
      generalPractitioner: [{ reference: 'Practitioner?identifier=urn:x|none' }],
      managingOrganization: { reference: 'Organization?identifier=urn:x|1' },
    };
    const first = await record.import([`${record.folder}/a.ndjson`]);
    expect(first.job).toMatchObject({ done: 2, refused: 0 });
    const own = record.put('b.json', JSON.stringify(bundle('transaction', post(refers))));
    const { job, refusals } = await record.import([own]);
    expect(job).toMatchObject({ state: 'done', done: 0, refused: 1 });
    expect(refusals[0]!.issues[0]!.diagnostics).toContain('matches more than one resource');
    expect(await record.rows(`select 1 from job_unit where unit like 'waiting/%'`)).toEqual([]);
  });

  test('are tried again in rounds that say how far they are', async () => {
    record.put('a.ndjson', ndjson(encounter('e', 'Patient/nobody'), encounter('f', 'Patient/nobody')));
    record.put('b.json', JSON.stringify(bundle('transaction', post(encounter('x', 'Patient/nobody')))));
    const { retries, job } = await record.import([record.folder]);
    expect(job).toMatchObject({ state: 'done', done: 0, refused: 3 });
    const round = [
      { tried: 0, of: 3 },
      { tried: expect.any(Number), of: 3 },
      { tried: 3, of: 3 },
    ];
    expect(retries).toEqual([...round, ...round]);
  });
});
