import { afterAll, beforeAll, expect, it } from 'vitest';
import { request, type TestServer, testServer } from '../door.testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer({}, {}, { may: ({ name }) => name === 'Officer' });
  server.app.addHook('onRequest', async (request) => {
    Object.assign(request, { caller: { kind: 'staff', name: request.headers['x-name'] ?? 'Officer', user: 'ada' } });
  });
});
afterAll(() => server.close());

const task = {
  ...{ resourceType: 'Task', status: 'requested', intent: 'order' },
  code: { coding: [{ system: 'https://charthouse.dev/fhir/CodeSystem/task', code: 'review-break-the-glass' }] },
};
const owner = { display: 'Officer' };

it('a task of a worklist changes only as its kind allows, by update, patch and bundle', async () => {
  const { json: made } = await request(server, 'POST /Task', { body: task });
  const line = `Task/${made.id}`;
  const refused = await request(server, `PUT /${line}`, { body: { ...made, status: 'completed' } });
  expect(refused.status).toBe(422);
  expect(refused.json.issue[0]).toMatchObject({ code: 'business-rule', expression: ['Task.status'] });

  const patch = JSON.stringify([{ op: 'replace', path: '/status', value: 'completed' }]);
  const headers = { 'content-type': 'application/json-patch+json' };
  expect((await request(server, `PATCH /${line}`, { body: patch, headers })).status).toBe(422);

  const entry = [{ resource: { ...made, status: 'completed' }, request: { method: 'PUT', url: line } }];
  const bundle = { resourceType: 'Bundle', type: 'transaction', entry };
  const { status, json } = await request(server, 'POST /', { body: bundle });
  expect(status).toBe(422);
  expect(json.issue[0].expression).toEqual(['Bundle.entry[0].resource.status']);

  expect((await request(server, `PUT /${line}`, { body: { ...made, status: 'in-progress', owner } })).status).toBe(200);
});

it('a move asks for a permission, whoever may write the task', async () => {
  const { json: made } = await request(server, 'POST /Task', { body: task });
  const body = { ...made, status: 'in-progress', owner };
  const other = await request(server, `PUT /Task/${made.id}`, { body, headers: { 'x-name': 'Somebody' } });
  expect(other.status).toBe(403);
  expect(other.json.issue[0]).toMatchObject({
    code: 'forbidden',
    diagnostics: expect.stringContaining('privacy.review'),
  });
  expect((await request(server, `PUT /Task/${made.id}`, { body })).status).toBe(200);
});

it('a task of another kind is left to the rules of FHIR', async () => {
  const { json: made } = await request(server, 'POST /Task', { body: { ...task, code: { text: 'call the family' } } });
  expect((await request(server, `PUT /Task/${made.id}`, { body: { ...made, status: 'completed' } })).status).toBe(200);
});
