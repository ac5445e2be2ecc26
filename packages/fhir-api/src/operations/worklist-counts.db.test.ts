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
