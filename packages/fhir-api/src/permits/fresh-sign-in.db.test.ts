import { afterAll, beforeAll, expect, it } from 'vitest';
import { request, type TestServer, testServer } from '../door.testing.ts';

let server: TestServer;
let caller: object;
beforeAll(async () => {
  server = await testServer();
  server.app.addHook('onRequest', async (request) => {
    Object.assign(request, { caller });
  });
});
afterAll(() => server.close());

const person = (secondsAgo: number, kind = 'staff') => ({
  ...{ kind, name: 'Ada Okafor', user: 'ada', authenticated: Date.now() - secondsAgo * 1000 },
});
const signed = {
  ...{ resourceType: 'Provenance', recorded: '2026-11-22T10:00:00Z', target: [{ display: 'a note' }] },
  agent: [{ who: { display: 'Ada' } }],
  signature: [
    {
      type: [{ system: 'urn:iso-astm:E1762-95:2013', code: '1.2.840.10065.1.12.1.1' }],
      ...{ when: '2026-11-22T10:00:00Z', who: { display: 'Ada' } },
    },
  ],
};
const { signature, ...unsigned } = signed;
const entry = { resource: signed, request: { method: 'POST', url: 'Provenance' } };

it('a signature of somebody who did not just sign in is refused with the challenge to sign in anew', async () => {
  caller = person(301);
  const refused = await request(server, 'POST /Provenance', { body: signed });
  expect(refused.status).toBe(401);
  expect(refused.headers['www-authenticate']).toMatch(
    /^Bearer error="insufficient_user_authentication",.* max_age="300"$/,
  );
  expect(refused.json.issue[0]).toMatchObject({ code: 'login', diagnostics: expect.stringContaining('sign in again') });
  const bundle = { resourceType: 'Bundle', type: 'transaction', entry: [entry] };
  expect((await request(server, 'POST /', { body: bundle })).status).toBe(401);
  const { json } = await request(server, 'POST /', { body: { ...bundle, type: 'batch' } });
  expect(json.entry[0].response.status).toMatch(/^401/);
  const { json: plain, status } = await request(server, 'POST /Provenance', { body: unsigned });
  expect(status).toBe(201);
  const patch = { body: [{ op: 'add', path: '/signature', value: signature }] };
  const headers = { 'content-type': 'application/json-patch+json' };
  const line = `PATCH /Provenance/${plain.id}`;
  expect((await request(server, line, { body: JSON.stringify(patch.body), headers })).status).toBe(401);
});

it('who just signed in signs, and so does a service, which proves itself with each token', async () => {
  caller = person(10);
  expect((await request(server, 'POST /Provenance', { body: signed })).status).toBe(201);
  caller = { kind: 'service', name: 'Lab' };
  expect((await request(server, 'POST /Provenance', { body: signed })).status).toBe(201);
});
