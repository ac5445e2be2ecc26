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

const note = {
  ...{ resourceType: 'Composition', status: 'final', type: { text: 'Progress note' }, title: 'Progress note' },
  ...{ date: '2026-11-22T10:00:00Z', author: [{ display: 'Ada' }] },
};
const letter = {
  ...{ resourceType: 'DocumentReference', status: 'current', docStatus: 'final' },
  content: [{ attachment: { title: 'A letter' } }],
};
const attester = (mode: string) => [{ mode, party: { display: 'Ada' } }];
const authenticator = { display: 'Ada' };
const legal = { ...note, attester: attester('legal') };
const document = {
  resourceType: 'Bundle',
  type: 'collection',
  entry: [{ fullUrl: 'urn:uuid:4a5d2e9c-1f4b-4c52-9d2b-6f0a1a0c7e11', resource: legal }],
};

it.each([
  ['legally', legal],
  ['professionally', { ...note, attester: attester('professional') }],
  ['officially', { ...note, attester: attester('official') }],
  ['within a stored bundle', document],
  ['by authenticating a document', { ...letter, authenticator }],
])('attesting %s is signing: it needs a fresh sign-in', async (_, body) => {
  caller = person(301);
  const line = `POST /${body.resourceType}`;
  const refused = await request(server, line, { body });
  expect(refused.headers['www-authenticate']).toContain('insufficient_user_authentication');
  caller = person(10);
  expect((await request(server, line, { body })).status).toBe(201);
});

it('a resource comes to be attested by an update or a patch only after a fresh sign-in, and is otherwise written without', async () => {
  caller = person(301);
  const personal = await request(server, 'POST /Composition', { body: { ...note, attester: attester('personal') } });
  const plain = await request(server, 'POST /DocumentReference', { body: letter });
  expect([personal.status, plain.status]).toEqual([201, 201]);
  const composition = `/Composition/${personal.json.id}`;
  expect((await request(server, `PUT ${composition}`, { body: { ...legal, id: personal.json.id } })).status).toBe(401);
  const patch = (path: string, operation: object) =>
    request(server, `PATCH ${path}`, {
      body: JSON.stringify([operation]),
      headers: { 'content-type': 'application/json-patch+json' },
    });
  const answers = [
    await patch(composition, { op: 'replace', path: '/attester/0/mode', value: 'legal' }),
    await patch(`/DocumentReference/${plain.json.id}`, { op: 'add', path: '/authenticator', value: authenticator }),
    await patch(composition, { op: 'replace', path: '/title', value: 'Note' }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 200]);
});
