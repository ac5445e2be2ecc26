/** From a change of the record to work items and back, through the one door. */
import type { Resource } from '@charthouse/fhir-model';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Indexed, indexedRecord } from '../reindex/indexed.testing.ts';
import { followed } from './followed.testing.ts';
import { chartsKind, chartsKindName } from './nightly-kind.ts';
import { ago, hour, note, stay, type } from './stay.testing.ts';

let record: Indexed;
beforeAll(async () => {
  record = await indexedRecord((parts) => [chartsKind(parts.door)]);
  await follow();
  for (const id of ['doc', 'other']) await record.put({ resourceType: 'Practitioner', id });
  for (const id of ['ann', 'bob', 'cyd']) await record.put({ resourceType: 'Patient', id, birthDate: '1960-01-01' });
});
afterAll(() => record.close());

const { follow, work, statusOf } = followed(() => record);

test('a missing history and physical becomes a task of the attending, with due date, rule and evidence, in a worklist', async () => {
  await record.put(stay('e1'));
  await follow();
  const [found] = (await work('e1')).filter(({ type: one }) => one === 'history-and-physical');
  expect(found?.task).toMatchObject({
    status: 'requested',
    owner: { reference: 'Practitioner/doc' },
    focus: { reference: 'Encounter/e1' },
    for: { reference: 'Patient/ann' },
    instantiatesUri: 'https://charthouse.dev/rules/history-and-physical/2007-01-26',
    meta: { tag: [{ code: 'completion/deficiencies' }] },
  });
  const { restriction } = (found?.task ?? {}) as { restriction: { period: { end: string } } };
  const due = restriction.period.end;
  expect(Math.abs(Date.parse(due) - (Date.now() - 6 * hour))).toBeLessThan(60_000);
  expect(JSON.stringify(found?.task.input)).toContain('42 CFR 482.24(c)(4)(i)(A)');
});

test('it closes when the document is filed, names it, and is not made twice', async () => {
  await record.put(note('hp', 'e1'));
  await follow();
  await follow();
  const found = (await work('e1')).filter(({ type: one }) => one === 'history-and-physical');
  expect(found.map(({ status }) => status)).toEqual(['completed']);
  expect(found[0]?.task.output).toMatchObject([{ valueReference: { reference: 'DocumentReference/hp' } }]);
});

test('it reopens when that document is retracted, closes with another, and reopens when that one is moved', async () => {
  await record.put(note('hp', 'e1', { status: 'entered-in-error' }));
  await follow();
  expect(await statusOf('e1', 'history-and-physical')).toEqual(['requested']);
  await record.put(note('hp2', 'e1'));
  await follow();
  expect(await statusOf('e1', 'history-and-physical')).toEqual(['completed']);
  await record.put(stay('e0', { subject: { reference: 'Patient/bob' }, period: { start: ago(20) } }));
  await record.put(note('hp2', 'e0', { subject: { reference: 'Patient/bob' } }));
  await follow();
  expect(await statusOf('e1', 'history-and-physical')).toEqual(['requested']);
});

test('an author signs and the deficiency of the unsigned document closes', async () => {
  await record.put(
    note('draft', 'e1', {
      docStatus: 'preliminary',
      type: type('11506-3'),
      context: { encounter: [{ reference: 'Encounter/e1' }], period: { start: ago(3) } },
    }),
  );
  await follow();
  expect(await statusOf('e1', 'unsigned-document')).toEqual(['requested']);
  const signature = [
    { type: [{ code: '1.2.840.10065.1.12.1.1' }], when: ago(1), who: { reference: 'Practitioner/doc' } },
  ];
  await record.put({
    ...{
      resourceType: 'Provenance',
      id: 'sig',
      recorded: ago(1),
      target: [{ reference: 'DocumentReference/draft' }],
      signature,
    },
    agent: [{ who: { reference: 'Practitioner/doc' } }],
  });
  await follow();
  expect(await statusOf('e1', 'unsigned-document')).toEqual(['completed']);
});

test('a discharge makes a chart that is received, then analysed, incomplete, awaiting re-analysis and complete, each with who and when', async () => {
  const period = { start: ago(90), end: ago(10) };
  await record.put(stay('e2', { status: 'finished', period, subject: { reference: 'Patient/bob' } }));
  await follow();
  const chart = async () => {
    const { entry } = await record.ask('GET', 'Task?encounter=Encounter/e2&code=chart');
    return entry[0].resource as { note: { text: string; authorString?: string }[]; status: string };
  };
  expect((await chart()).note.map(({ text }) => text)).toEqual(['not-received']);
  const bobs = { subject: { reference: 'Patient/bob' } };
  await record.put(
    note('hp-e2', 'e2', {
      ...bobs,
      context: { encounter: [{ reference: 'Encounter/e2' }], period: { start: ago(85) } },
    }),
  );
  await follow();
  expect((await chart()).status).toBe('received');
  const analyse = () =>
    record.parts.door.handle(
      {
        interaction: 'operation',
        method: 'POST',
        type: 'Encounter',
        id: 'e2',
        operation: '$analyse',
        query: [],
        conditions: {},
        preferences: {},
        base: 'http://here',
      },
      { name: 'Tess Technician', kind: 'staff' },
    );
  const { body } = await analyse();
  expect(JSON.parse(body!).parameter[0]).toEqual({ name: 'state', valueCode: 'incomplete' });
  expect((await chart()).note.at(-1)).toMatchObject({ text: 'incomplete', authorString: 'Tess Technician' });
  for (const { task, status } of await work('e2'))
    if (status === 'requested' || status === 'draft')
      await record.put({ ...task, status: 'cancelled', statusReason: { text: 'not wanted here' } });
  await follow();
  expect((await chart()).status).toBe('ready');
  await analyse();
  expect((await chart()).note.map(({ text }) => text)).toEqual([
    'not-received',
    'received',
    'incomplete',
    'awaiting-re-analysis',
    'complete',
  ]);
});

test('a dismissed deficiency is not raised again', async () => {
  await follow();
  expect((await work('e2')).filter(({ status }) => status === 'requested')).toEqual([]);
});

test('a cancelled discharge holds the chart, and nothing that was not obtainable stays so', async () => {
  const period = { start: ago(40) };
  await record.put(stay('e3', { status: 'finished', period: { ...period, end: ago(2) } }));
  await follow();
  expect(await statusOf('e3', 'history-and-physical')).toEqual(['failed']);
  await record.put(stay('e3', { period }));
  await follow();
  expect(await statusOf('e3', 'history-and-physical')).toEqual(['requested']);
  expect((await work('e3', 'chart')).map(({ status }) => status)).toEqual(['on-hold']);
});

test('an encounter without a clinician, overlapping ones and a document of the future are work for a technician', async () => {
  await record.put(stay('e4', { participant: undefined, period: { start: ago(28) } }));
  await record.put(
    note('future', 'e4', { context: { encounter: [{ reference: 'Encounter/e4' }], period: { start: ago(-48) } } }),
  );
  await record.put(
    note('ancient', 'e4', {
      context: { encounter: [{ reference: 'Encounter/e4' }], period: { start: '1950-01-01T08:00:00Z' } },
    }),
  );
  await follow();
  const problems = (await work('e4', 'check-chart')).map(({ type: one }) => one);
  expect(problems).toEqual(
    expect.arrayContaining(['no-clinician', 'dated-in-the-future', 'dated-before-birth', 'overlapping-encounters']),
  );
  const [lost] = (await work('e4')).filter(({ type: one }) => one === 'history-and-physical');
  expect(lost?.task.owner).toBeUndefined();
});

test('a clinician who left is not asked, and what was theirs goes on', async () => {
  await record.put({ resourceType: 'Practitioner', id: 'gone', active: false });
  const participant = [{ type: [{ coding: [{ code: 'ATND' }] }], individual: { reference: 'Practitioner/gone' } }];
  await record.put(stay('e5', { participant, subject: { reference: 'Patient/cyd' }, period: { start: ago(26) } }));
  await follow();
  const [found] = (await work('e5')).filter(({ type: one }) => one === 'history-and-physical');
  expect(found?.task.owner).toBeUndefined();
  expect(JSON.stringify(found?.task.input)).toContain('has left');
});

test('a clinician who leaves in the middle is asked no more: what the rules gave goes on, what people gave goes back to the analyst', async () => {
  await record.put({ resourceType: 'Practitioner', id: 'leaves' });
  const cyd = { subject: { reference: 'Patient/cyd' }, period: { start: ago(26) } };
  await record.put(stay('e7', cyd));
  await follow();
  const [found] = (await work('e7')).filter(({ type: one }) => one === 'history-and-physical');
  const leaves = { reference: 'Practitioner/leaves' };
  await record.put({ ...found!.task, status: 'in-progress', owner: leaves });
  const { identifier: _, ...manual } = found!.task;
  await record.put({ ...manual, id: 'by-hand', status: 'requested', owner: leaves } as Resource);
  await record.put({ resourceType: 'Practitioner', id: 'leaves', active: false });
  await record.put(stay('e7', { ...cyd, serviceType: { text: 'Cardiology' } }));
  await follow();
  const after = (await work('e7')).filter(({ type: one }) => one === 'history-and-physical');
  expect(after.find(({ id }) => id !== 'by-hand')?.task).toMatchObject({ owner: { reference: 'Practitioner/doc' } });
  expect(after.find(({ id }) => id === 'by-hand')?.task).toMatchObject({
    status: 'rejected',
    statusReason: { text: expect.stringContaining('not on the staff any more: give it to another') },
  });
});

test('a patient merged in the middle: the work goes on in the chart of the surviving one, and nothing is asked twice', async () => {
  for (const id of ['old', 'new']) await record.put({ resourceType: 'Patient', id });
  await record.put(stay('e6', { subject: { reference: 'Patient/old' }, period: { start: ago(27) } }));
  await follow();
  expect(await statusOf('e6', 'history-and-physical')).toEqual(['requested']);
  await record.put({
    resourceType: 'Patient',
    id: 'old',
    active: false,
    link: [{ other: { reference: 'Patient/new' }, type: 'replaced-by' }],
  });
  await follow();
  expect((await work('e6', 'check-chart')).map(({ type: one }) => one)).toContain('merged-patient');
  await record.put(stay('e6', { subject: { reference: 'Patient/new' }, period: { start: ago(27) } }));
  await follow();
  const found = (await work('e6')).filter(({ type: one }) => one === 'history-and-physical');
  expect(found.map(({ status, task }) => [status, (task.for as { reference: string }).reference]).sort()).toEqual([
    ['cancelled', 'Patient/old'],
    ['requested', 'Patient/new'],
  ]);
});

test('every night every chart is looked at, and a second look changes nothing', async () => {
  await record.jobs.enqueue({ kind: chartsKindName });
  const first = await record.runJob(chartsKindName);
  expect(first).toMatchObject({ state: 'done' });
  expect(first.done).toBeGreaterThanOrEqual(6);
  const { rows } = await record.db.query(`select count(*)::int as n from ver`).catch(() => ({ rows: [{ n: 0 }] }));
  await record.jobs.enqueue({ kind: chartsKindName });
  await record.runJob(chartsKindName);
  const after = await record.db.query(`select count(*)::int as n from ver`).catch(() => ({ rows: [{ n: 0 }] }));
  expect(after.rows).toEqual(rows);
});

test('rules in force are told with source and cases, and other settings are tried without writing', async () => {
  const call = { interaction: 'operation' as const, query: [], conditions: {}, preferences: {}, base: 'http://here' };
  const who = { name: 'Ada Administrator', kind: 'staff' as const };
  const told = await record.parts.door.handle({ ...call, method: 'GET', operation: '$completion-rules' }, who);
  expect(told.body).toContain('42 CFR 482.61(b)(1)');
  const off = {
    rule: 'history-and-physical',
    by: 'Committee',
    reason: 'Bylaws',
    effective: { from: '2026-01-01' },
    off: true,
  };
  const tried = async (settings: object) => {
    const parameter = [{ name: 'settings', valueString: JSON.stringify(settings) }];
    const input = { value: { resourceType: 'Parameters', parameter }, literals: [] };
    const { body } = await record.parts.door.handle(
      { ...call, method: 'POST', operation: '$completion-dry-run', input },
      who,
    );
    return body ?? '';
  };
  expect(await tried({ overrides: [off] })).toContain('{"name":"what","valueCode":"goes"}');
  await expect(tried({ overrides: [{ ...off, rule: 'no-such' }] })).rejects.toThrow(/there is no rule "no-such"/);
});

test('delinquency tells its formula, and last discharges against charts received', async () => {
  const ask = async (operation: string) => {
    const call = {
      interaction: 'operation' as const,
      method: 'GET',
      operation,
      query: [],
      conditions: {},
      preferences: {},
      base: 'http://here',
    };
    const { body } = await record.parts.door.handle(call, { name: 'Mo Manager', kind: 'staff' });
    return JSON.parse(body!).parameter as Record<string, unknown>[];
  };
  expect(await ask('$delinquency')).toContainEqual(
    expect.objectContaining({ name: 'formula', valueString: expect.stringContaining('average month') }),
  );
  expect((await ask('$discharges')).map(({ name }) => name)).toEqual(
    expect.arrayContaining(['discharged', 'received']),
  );
});
