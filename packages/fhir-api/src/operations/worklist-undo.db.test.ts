import { taskSystem } from '@charthouse/worklist';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { request, type TestServer, testServer } from '../door.testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const undo = (...names: string[]) =>
  request(server, 'POST /Task/$worklist-undo', {
    body: { resourceType: 'Parameters', parameter: names.map((name) => ({ name: 'task', valueString: name })) },
  });

it('takes back the last version that a move made, and nothing that is not named with its version', async () => {
  const body = {
    ...{ resourceType: 'Task', status: 'requested', intent: 'order' },
    code: { coding: [{ system: taskSystem, code: 'to-do' }] },
  };
  const { json: made } = await request(server, 'POST /Task', { body });
  const owner = { display: 'Bo' };
  await request(server, `PUT /Task/${made.id}`, { body: { ...made, status: 'in-progress', owner } });
  const { json } = await undo(`${made.id}/2`);
  expect(json.parameter).toEqual([
    { name: 'moved', valueInteger: 1 },
    { name: 'task', valueString: `${made.id}/3` },
  ]);
  expect((await request(server, `GET /Task/${made.id}`)).json.status).toBe('requested');
  expect((await undo(made.id)).status).toBe(400);
  expect((await undo()).status).toBe(400);
});
