/** Notices, suspension and committee, through the one door: proposed, approved, effective, lifted by completing; nobody by mistake. */
import { followSuspensions, rulesPrincipal, settingsNow } from '@charthouse/desks/completion/server';
import type { Resource } from '@charthouse/fhir-model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Indexed, indexedRecord } from '../reindex/indexed.testing.ts';
import { followStep } from './follow-charts.ts';
import { textOfPdf } from './pdf.testing.ts';
import { ago, note, stay } from './stay.testing.ts';

let record: Indexed;
const log = { warn: () => {} };
const days = (n: number) => ago(24 * n);
const subject = { reference: 'Patient/ann' };

beforeAll(async () => {
  record = await indexedRecord(() => []);
  await follow();
  await record.put({ resourceType: 'Practitioner', id: 'doc', name: [{ family: 'Lindqvist', given: ['Bo'] }] });
  await record.put({ resourceType: 'Patient', id: 'ann', birthDate: '1960-01-01' });
  const address = [{ line: ['1 Main Street'], city: 'Springfield', state: 'IL', postalCode: '62701' }];
  await record.put({ resourceType: 'Organization', id: 'mercy', name: 'Mercy Hospital', address });
  await settle({ afterLevel: 1, graceDays: 0, afterDays: 5, noticeDays: 0 });
  await record.put(stay('e1', { status: 'finished', subject, period: { start: days(50), end: days(45) } }));
  const context = { encounter: [{ reference: 'Encounter/e1' }], period: { start: days(49.5) } };
  await record.put(note('n1', 'e1', { docStatus: 'preliminary', subject, context }));
  await follow();
  for (const { id, reasonCode, ...task } of await open())
    if (JSON.stringify(reasonCode).includes('unsigned-document') === false)
      await record.put({ ...task, id, reasonCode, status: 'cancelled', statusReason: { text: 'not wanted here' } });
  await follow();
});
afterAll(() => record.close());

const follow = async () => {
  while ((await followStep({ store: record.parts.store, door: record.parts.door, log })) > 0);
};

async function settle(suspension: object): Promise<void> {
  const settings = {
    ageing: 'discharge',
    facilities: [
      {
        ...{ profile: 'acute-hospital', country: 'US', zone: 'America/New_York', bylaws: [] },
        groups: { hospital: 'Organization/mercy' },
      },
    ],
    suspension: { exempt: 'Emergencies.', tell: [], ...suspension },
  };
  const data = Buffer.from(JSON.stringify(settings)).toString('base64');
  await record.put({
    ...{ resourceType: 'Library', id: 'completion-settings', status: 'active', type: { text: 'settings' } },
    content: [{ contentType: 'application/json', data }],
  });
}

async function open(stayId = 'e1'): Promise<Resource[]> {
  const { entry = [] } = await record.ask(
    'GET',
    `Task?encounter=Encounter/${stayId}&code=deficiency&status=requested,failed`,
  );
  return entry.map(({ resource }: { resource: Resource }) => resource);
}

/** The text of the letters, as a reader finds it. */
async function printed(input: Record<string, string>): Promise<string> {
  const { contentType, data } = await asked('$completion-letters', input);
  expect(contentType).toBe('application/pdf');
  return await textOfPdf(Buffer.from(data, 'base64'));
}

// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
const run = async (operation: string, input?: Record<string, string | string[]>): Promise<any[]> =>
  (await asked(operation, input)).parameter ?? [];

// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
async function asked(operation: string, input?: Record<string, string | string[]>): Promise<any> {
  const parameter = Object.entries(input ?? {}).flatMap(([name, value]) =>
    [value].flat().map((valueString) => ({ name, valueString })),
  );
  const { body } = await record.parts.door.handle(
    {
      ...{ interaction: 'operation', method: input ? 'POST' : 'GET', operation, query: [], conditions: {} },
      ...{ preferences: {}, base: 'http://here' },
      ...(input && { input: { value: { resourceType: 'Parameters', parameter }, literals: [] } }),
    },
    { name: 'Morgan Manager', kind: 'staff', fhirUser: 'Practitioner/doc' },
  );
  return JSON.parse(body!);
}

const partOf = (told: { part: { name: string }[] } | undefined) =>
  Object.fromEntries((told?.part ?? []).map((one) => [one.name, Object.values(one)[1]]));

const look = async () => {
  const asking = { door: record.parts.door, principal: rulesPrincipal };
  return await followSuspensions({ ...asking, settings: await settingsNow(asking), now: Date.now() });
};

const state = async () => partOf((await run('$suspensions')).find(({ name }) => name === 'suspension')).state;

test('nobody is proposed before the notice that the settings ask for was sent', async () => {
  expect((await run('$suspensions')).filter(({ name }) => name === 'candidate')).toEqual([]);
  await expect(run('$suspend', { act: 'propose', practitioner: 'Practitioner/doc' })).rejects.toThrow(/no grounds/);
});

test('a notice that is due is sent once, with level, channel and what it is about, names no patient, and is seen', async () => {
  const before = await run('$delinquency-notices');
  expect(partOf(before[0])).toMatchObject({ level: 1, channel: 'inbox', practitioner: { display: 'Bo Lindqvist' } });
  expect(await run('$send-notices', {})).toHaveLength(1);
  expect(await run('$send-notices', {})).toEqual([]);
  const [sent] = await run('$delinquency-notices');
  expect(partOf(sent)).toMatchObject({ level: 1 });
  expect(partOf(sent).seen).toBeUndefined();
  const [notice] = await run('$my-notices', {});
  expect(partOf(notice).text).toMatch(/^Bo Lindqvist: 1 of your records/);
  expect(JSON.stringify(notice)).not.toMatch(/ann|1960/);
  expect(partOf((await run('$delinquency-notices'))[0]).seen).toBeDefined();
});

test('a notice that was sent is printed with the hospital and its address, in its own words, naming no patient', async () => {
  const [sent] = await run('$delinquency-notices');
  const { reference } = sent.part.find(({ name }: { name: string }) => name === 'notice').valueReference;
  const id = reference.slice('Communication/'.length);
  const text = await printed({ notice: id });
  expect(text).toContain('Mercy Hospital');
  expect(text).toContain('1 Main Street');
  expect(text).toContain('Bo Lindqvist: 1 of your records');
  expect(text).toContain('Document not signed');
  expect(text).not.toMatch(/ann|1960/);
  await expect(run('$completion-letters', { notice: 'none' })).rejects.toThrow(/no notice none/);
  await expect(run('$completion-letters', {})).rejects.toThrow(/Say which/);
});

test('a suspension is proposed, approved, takes effect, and is lifted when its grounds are completed', async () => {
  expect(partOf((await run('$suspensions')).find(({ name }) => name === 'candidate'))).toMatchObject({
    practitioner: { reference: 'Practitioner/doc' },
  });
  const [made] = await run('$suspend', { act: 'propose', practitioner: 'Practitioner/doc' });
  const task = made.valueReference.reference.slice('Task/'.length);
  await expect(run('$suspend', { act: 'propose', practitioner: 'Practitioner/doc' })).rejects.toThrow(/already/);
  await expect(run('$suspend', { act: 'enforce', task })).rejects.toThrow(/has to be approved/);
  await expect(run('$suspend', { act: 'refuse', task })).rejects.toThrow(/Say why/);
  expect(await look()).toBe(0);
  await run('$suspend', { act: 'approve', task });
  expect(await state()).toBe('approved');
  expect(await printed({ suspension: task })).toMatch(/Suspension of privileges approved.*Exempt: Emergencies\./);
  expect(await look()).toBe(1);
  expect(await state()).toBe('effective');
  const [work] = await open();
  await record.put({ ...work!, status: 'on-hold', statusReason: { text: 'later' } });
  expect(await look()).toBe(0);
  await record.put(note('n1', 'e1', { docStatus: 'final', subject }));
  await follow();
  const told = partOf((await run('$suspensions')).find(({ name }) => name === 'suspension'));
  expect(told).toMatchObject({ state: 'lifted', daysInYear: expect.any(Number) });
  expect(told.last).toContain('Nothing of its grounds is left');
  expect(told.daysInYear).toBeGreaterThan(0);
});

test('a proposal is withdrawn when the record is completed before anybody decides, and cannot be approved', async () => {
  await record.put(note('n1', 'e1', { docStatus: 'preliminary', subject }));
  await follow();
  const atOnce = [1, 2, 3].map(() => run('$suspend', { act: 'propose', practitioner: 'Practitioner/doc' }));
  const [made, ...others] = (await Promise.allSettled(atOnce)).sort((a) => (a.status === 'fulfilled' ? -1 : 1));
  if (made?.status !== 'fulfilled') throw new Error('Nobody could propose it.');
  for (const other of others) expect(String((other as PromiseRejectedResult).reason)).toMatch(/is proposed already/);
  const task = made.value[0].valueReference.reference.slice('Task/'.length);
  for (const work of await open())
    await record.put({ ...work, status: 'cancelled', statusReason: { text: 'not a deficiency' } });
  await expect(run('$suspend', { act: 'approve', task })).rejects.toThrow(/Nothing is left of its grounds/);
  await look();
  expect(await state()).toBe('withdrawn');
});

test('the committee closes as not obtainable with its minutes, the due date stays, and the rules do not open it again', async () => {
  const context = { encounter: [{ reference: 'Encounter/e1' }], period: { start: days(49) } };
  await record.put(note('n2', 'e1', { docStatus: 'preliminary', subject, context }));
  await follow();
  const ids = (await open()).map(({ id }) => String(id));
  await expect(run('$close-by-committee', { task: ids, minutes: '', reason: 'left' })).rejects.toThrow(/minutes/);
  await run('$close-by-committee', { task: ids, minutes: '2026-11-20, item 4', reason: 'The author has left.' });
  await record.put(stay('e1', { status: 'finished', subject, period: { start: days(50), end: days(45) } }));
  await follow();
  expect(ids).not.toEqual([]);
  for (const id of ids) {
    const closed = await record.ask('GET', `Task/${id}`);
    expect(closed).toMatchObject({
      status: 'failed',
      restriction: { period: { end: expect.any(String) } },
      output: [{ valueString: '2026-11-20, item 4' }],
    });
  }
  await expect(run('$close-by-committee', { task: ids, minutes: 'a', reason: 'b' })).rejects.toThrow(
    /Nothing was closed/,
  );
});

test('nobody becomes suspended for a chart that contradicts itself, or whose discharge was cancelled, in the middle of it', async () => {
  const discharged = { status: 'finished', subject, period: { start: days(70), end: days(60) } };
  const context = { encounter: [{ reference: 'Encounter/e2' }], period: { start: days(69.5) } };
  await record.put(stay('e2', discharged));
  await record.put(note('m1', 'e2', { docStatus: 'preliminary', subject, context }));
  await follow();
  await run('$send-notices', {});
  const [made] = await run('$suspend', { act: 'propose', practitioner: 'Practitioner/doc' });
  const task = made.valueReference.reference.slice('Task/'.length);
  await run('$suspend', { act: 'approve', task });
  const ofThat = async () =>
    partOf((await run('$suspensions')).find((one) => JSON.stringify(one).includes(`Task/${task}`))).state;

  const future = { encounter: [{ reference: 'Encounter/e2' }], period: { start: days(-2) } };
  await record.put(note('m2', 'e2', { docStatus: 'final', subject, context: future }));
  await follow();
  await look();
  expect(await ofThat()).toBe('approved');
  await expect(run('$suspend', { act: 'enforce', task })).rejects.toThrow(/contradict themselves: a technician looks/);

  await record.put(stay('e2', { ...discharged, status: 'in-progress', period: { start: days(70) } }));
  await follow();
  await look();
  expect(await ofThat()).toBe('withdrawn');
  expect((await open('e2')).length).toBeGreaterThan(0);
});

test.each([
  [{ ageing: 'never', colour: 'red' }, /ageing: assignment or discharge|no setting "colour"/],
  [{ notices: { levels: [null], gapDays: 1, sends: 'by-hand' } }, /notices\.levels\[0\]: an object is expected/],
  [{ rules: [{ id: 'own' }] }, /rules, overrides/],
  [{ facilities: [{ zone: 'Mars' }] }, /"Mars" is no time zone/],
])('settings that the desk could not use are refused where they are written: %j', async (settings, problem) => {
  const data = Buffer.from(JSON.stringify(settings)).toString('base64');
  const written = record.put({
    ...{ resourceType: 'Library', id: 'completion-settings', status: 'active', type: { text: 'settings' } },
    content: [{ contentType: 'application/json', data }],
  });
  await expect(written).rejects.toMatchObject({
    status: 422,
    issues: expect.arrayContaining([
      expect.objectContaining({
        diagnostics: expect.stringMatching(problem),
        expression: ['Library.content[0].data'],
      }),
    ]),
  });
  expect(await settingsNow({ door: record.parts.door, principal: rulesPrincipal })).toMatchObject({
    ageing: 'discharge',
  });
});
