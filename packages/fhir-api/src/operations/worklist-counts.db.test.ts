import type { PermitFilter } from '@charthouse/fhir-model';
import { type Sql, sql } from '@charthouse/fhir-search';
import { taskSystem } from '@charthouse/worklist';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { request, type TestServer, testServer } from '../door.testing.ts';

let server: TestServer;
const officer = new Set(['privacy.review', 'documents.check']);
beforeAll(async () => {
  server = await testServer({}, {}, { may: (_who, permission) => officer.has(permission) });
});
afterAll(() => server.close());

it('counts what waits in the lists that somebody has, what is late, and tells what is due next', async () => {
  const due = ['2020-01-01', '2999-03-01T10:00:00Z', undefined];
  for (const end of due) {
    const resource = {
      ...{ resourceType: 'Task', status: 'requested', intent: 'order' },
      code: { coding: [{ system: taskSystem, code: 'fix-stored-record' }] },
      ...(end && { restriction: { period: { end } } }),
    };
    expect((await request(server, 'POST /Task', { body: resource })).status).toBe(201);
  }
  const { json } = await request(server, 'GET /Task/$worklist-counts');
  const counted = json.parameter.map(({ part }: { part: { name: string }[] }) =>
    Object.fromEntries(part.map(({ name, ...value }) => [name, Object.values(value)[0]])),
  );
  expect(counted).toEqual([
    ...['mine/tasks', 'privacy/broken-glass', 'privacy/emergency-write-ups', 'privacy/denied-access'].map((id) => ({
      ...{ id, count: 0, late: 0 },
    })),
    { id: 'quality/invalid-records', count: 3, late: 1, next: '2999-03-01T10:00:00.000Z' },
  ]);
});

it('counts what a permit shows, of patients who are labelled or deny it as well, whenever that came', async () => {
  const filter: PermitFilter = {
    grants: [
      { types: ['Patient'] },
      {
        types: ['Task'],
        patientsWithout: ['VIP'],
        classes: { labels: [], without: [] },
        consent: { actors: ['Practitioner/a'], purposes: [], purposesDenied: ['TREAT'], action: 'access', needs: [] },
      },
    ],
  };
  const limited = await testServer(
    {},
    {},
    {
      may: (_who, permission) => officer.has(permission),
      decide: () => ({ allowed: true, filter, mask: {}, obligations: [], purpose: 'TREAT', policies: [] }),
    },
  );
  const count = async () => {
    const { json } = await request(limited, 'GET /Task/$worklist-counts');
    const parts = json.parameter.map(({ part }: { part: { valueString?: string; valueInteger?: number }[] }) => part);
    const found = parts.find(([id]: { valueString?: string }[]) => id?.valueString === 'quality/invalid-records');
    const page = await request(limited, 'GET /Task/$worklist?list=quality/invalid-records&_count=0');
    expect(page.json.total).toBe(found[1].valueInteger);
    return found[1].valueInteger;
  };
  const change = (statement: Sql) => limited.store.transaction((tx) => tx.query(statement));
  for (const id of ['p1', 'p2', 'p3']) {
    await request(limited, `PUT /Patient/${id}`, { body: { resourceType: 'Patient', id } });
    await request(limited, 'POST /Task', {
      body: {
        ...{ resourceType: 'Task', status: 'requested', intent: 'order', for: { reference: `Patient/${id}` } },
        code: { coding: [{ system: taskSystem, code: 'fix-stored-record' }] },
      },
    });
  }
  expect(await count()).toBe(3);
  const of = (id: string) => limited.store.hash(`Patient/${id}`);
  await change(sql`insert into patient_label (rid, pt, label) values (-1, ${of('p1')}::int8, 'VIP')`);
  expect(await count()).toBe(2);
  await change(sql`insert into consent_rule (rid, pt, consent, rule, within, effect, actors, names, urgent)
    values (-2, ${of('p2')}::int8, 'c', 0, '{}', 'deny', '{Practitioner/a}', '{}', false)`);
  expect(await count()).toBe(1);
  await change(sql`delete from patient_label where rid = -1`);
  expect(await count()).toBe(2);
  await change(sql`delete from consent_rule where rid = -2`);
  expect(await count()).toBe(3);
  await limited.close();
});
