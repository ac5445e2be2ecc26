import { taskSystem } from '@charthouse/worklist';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { request, type TestServer, testServer } from '../door.testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
  server.app.addHook('onRequest', async (asked) => {
    const name = String(asked.headers['x-name'] ?? 'Ada');
    Object.assign(asked, { caller: { kind: 'staff', name, user: name } });
  });
});
afterAll(() => server.close());

it('tells who did what with a task, newest first', async () => {
  const code = { coding: [{ system: taskSystem, code: 'fix-stored-record' }] };
  const body = { resourceType: 'Task', status: 'requested', intent: 'order', code };
  const { json: made } = await request(server, 'POST /Task', { body });
  const changed = { ...made, status: 'on-hold', statusReason: { text: 'waits for the feed' } };
  const headers = { 'x-name': 'Bo' };
  expect((await request(server, `PUT /Task/${made.id}`, { body: changed, headers })).status).toBe(200);
  const { json } = await request(server, `GET /Task/${made.id}/$worklist-history`);
  const told = json.parameter.map(({ part }: { part: { name: string }[] }) =>
    Object.fromEntries(part.map(({ name, ...value }) => [name, Object.values(value)[0]])),
  );
  const list = 'quality/invalid-records';
  expect(told).toMatchObject([
    { number: 2, who: 'Bo', status: 'on-hold', why: 'waits for the feed', list },
    { number: 1, who: 'Ada', status: 'requested', list },
  ]);
  expect((await request(server, 'GET /Task/none/$worklist-history')).status).toBe(404);
});
