/** Reports over a small record whose numbers are known: each number, the rows behind it, CSV and PDF. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Indexed, indexedRecord } from '../reindex/indexed.testing.ts';
import { textOfPdf } from './pdf.testing.ts';
import { ago, note, stay } from './stay.testing.ts';

let record: Indexed;
const days = (n: number) => ago(24 * n);
const system = 'https://charthouse.dev/fhir/CodeSystem';
const ann = { reference: 'Patient/ann' };
const doc = { reference: 'Practitioner/doc' };

const task = (id: string, encounter: string, code: string, more: object) => ({
  ...{ resourceType: 'Task', id, intent: 'order', status: 'requested', authoredOn: days(5), for: ann },
  code: { coding: [{ system: `${system}/task`, code }] },
  focus: { reference: `Encounter/${encounter}` },
  encounter: { reference: `Encounter/${encounter}` },
  ...more,
});
const deficiency = (id: string, encounter: string, type: string, more: object = {}) =>
  task(id, encounter, 'deficiency', {
    owner: doc,
    reasonCode: { coding: [{ system: `${system}/deficiency-type`, code: type }] },
    restriction: { period: { end: days(10) } },
    ...more,
  });
const ended = (id: string, n: number, service: string) =>
  stay(id, { status: 'finished', period: { start: days(n + 3), end: days(n) }, serviceType: { text: service } });
const closure = {
  status: 'failed',
  statusReason: { text: 'Author died' },
  output: [
    { type: { coding: [{ system: `${system}/work-item-output`, code: 'committee-closure' }] }, valueString: 'MEC 7' },
  ],
  note: [{ time: days(1), text: 'closed by the committee, MEC 7: Author died' }],
};
const operation = {
  ...{
    resourceType: 'Procedure',
    id: 'op',
    status: 'completed',
    subject: ann,
    encounter: { reference: 'Encounter/e2' },
  },
  category: { coding: [{ system: 'http://snomed.info/sct', code: '387713003' }] },
  code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-pcs', code: '0DTJ4ZZ', display: 'Appendectomy' }] },
  ...{ performedDateTime: days(41), performer: [{ actor: doc }] },
};
const diagnosis = (id: string, encounter: string) => ({
  ...{ resourceType: 'Condition', id, subject: ann, encounter: { reference: `Encounter/${encounter}` } },
  code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'K35.80', display: 'Acute appendicitis' }] },
});

beforeAll(async () => {
  record = await indexedRecord(() => []);
  for (const one of [
    { resourceType: 'Practitioner', id: 'doc', name: [{ family: 'Lindqvist', given: ['Bo'] }] },
    {
      resourceType: 'Patient',
      id: 'ann',
      name: [{ family: 'Okafor', given: ['Ada'] }],
      identifier: [{ value: '0418' }],
    },
    ...[ended('e1', 10, 'Cardiology'), ended('e2', 40, 'Surgery'), ended('e3', 100, 'Surgery')],
    task('c1', 'e1', 'chart', { status: 'requested' }),
    task('c2', 'e2', 'chart', { status: 'received' }),
    task('c3', 'e3', 'chart', { status: 'received' }),
    task('c3', 'e3', 'chart', { status: 'in-progress' }),
    deficiency('d1', 'e1', 'missing-diagnosis'),
    deficiency('d2', 'e2', 'discharge-summary'),
    deficiency('d3', 'e3', 'discharge-summary'),
    deficiency('d4', 'e3', 'operative-report', closure),
    note('n1', 'e1', {
      date: days(12),
      context: { encounter: [{ reference: 'Encounter/e1' }], period: { start: days(12.8) } },
    }),
    note('n2', 'e2', {
      date: days(41),
      context: { encounter: [{ reference: 'Encounter/e2' }], period: { start: days(40.5) } },
    }),
    deficiency('d5', 'e2', 'misfiled-document', {
      ...{ status: 'failed', statusReason: { text: 'found by the archive' } },
      input: [{ type: { text: 'evidence' }, valueReference: { reference: 'DocumentReference/n2' } }],
    }),
    ...[operation, diagnosis('x1', 'e1'), diagnosis('x2', 'e2')],
  ])
    await record.put(one);
});
afterAll(() => record.close());

// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
async function asked(query: Record<string, string>): Promise<any> {
  const { body } = await record.parts.door.handle(
    {
      ...{ interaction: 'operation', method: 'GET', operation: '$completion-report', query: Object.entries(query) },
      ...{ conditions: {}, preferences: {}, base: 'http://here' },
    },
    { name: 'Morgan Manager', kind: 'staff' },
  );
  return JSON.parse(body!);
}

interface Part {
  readonly name: string;
  readonly valueString?: string;
  readonly part?: readonly Part[];
}
async function rows(query: Record<string, string>): Promise<(string | undefined)[][]> {
  const { parameter } = await asked(query);
  return (parameter as Part[])
    .filter(({ name }) => name === 'row')
    .map(({ part = [] }) => part.filter(({ name }) => name === 'cell').map(({ valueString }) => valueString));
}

test('open work: charts not analysed by state, deficiencies in bands of age, and the rows behind a number', async () => {
  expect((await rows({ name: 'unanalysed' })).at(-1)).toEqual(['All', '1', '1', '2']);
  expect(await rows({ name: 'ageing', by: 'service' })).toEqual([
    ['Cardiology', '1', '0', '0', '0', '1'],
    ['Surgery', '0', '1', '0', '1', '2'],
    ['All', '1', '1', '0', '1', '3'],
  ]);
  const behind = await rows({ name: 'ageing', by: 'service', group: 'Surgery', measure: 'over-90' });
  expect(behind).toHaveLength(1);
  expect(behind[0]).toEqual(expect.arrayContaining(['Encounter/e3', 'Ada Okafor · 0418', 'Bo Lindqvist', '100']));
});

test('timeliness counts what was written until it was due, among what was due', async () => {
  const told = await rows({ name: 'timeliness' });
  expect(told.find(([group]) => group === 'History and physical')).toEqual([
    'History and physical',
    '3',
    '1',
    '1',
    '1',
    '33.3',
  ]);
  expect(told.find(([group]) => group === 'Operative report')).toEqual(['Operative report', '1', '0', '0', '1', '0']);
});

test('index errors, committee closures and the indexes tell what is in the record', async () => {
  expect((await rows({ name: 'index-errors' })).at(-1)).toEqual(['All', '2', '1', '50']);
  expect(await rows({ name: 'committee' })).toEqual([
    ['MEC 7', '1', '1'],
    ['All', '1', '1'],
  ]);
  expect(await rows({ name: 'disease-index' })).toEqual([
    ['K35.80 Acute appendicitis', '2', '1'],
    ['All', '2', '1'],
  ]);
  expect((await rows({ name: 'operation-index' }))[0]).toEqual(['0DTJ4ZZ Appendectomy', '1', '1']);
  expect((await rows({ name: 'physician-index' }))[0]).toEqual(['Bo Lindqvist', '3', '1', '1']);
  expect((await rows({ name: 'notices' })).at(-1)).toEqual(['All', '0', '0', '0']);
});

test('CSV, PDF and the packet for a survey hold the numbers and their formulas, in both languages', async () => {
  const file = async (query: Record<string, string>) => Buffer.from((await asked(query)).data, 'base64');
  const csv = (await file({ name: 'ageing', as: 'csv', by: 'what', lang: 'es' })).toString();
  expect(csv).toContain('Tipo,0-30 días,31-60 días');
  const packet = await textOfPdf(await file({ name: 'survey-packet', as: 'pdf' }));
  for (const text of ['Ageing of open deficiencies', 'Index error rate', 'K35.80 Acute appendicitis', 'Bo Lindqvist'])
    expect(packet).toContain(text);
});

test('what cannot be asked is refused with what can', async () => {
  await expect(asked({ name: 'none' })).rejects.toThrow(/There is no report "none"; there are unanalysed/);
  await expect(asked({ name: 'ageing', by: 'colour' })).rejects.toThrow(/clinician, service, what/);
  await expect(asked({ name: 'ageing', from: '2026-13-01' })).rejects.toThrow(/from is "2026-13-01"/);
});
