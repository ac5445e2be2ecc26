import type { Decision } from '@charthouse/access';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { request, type TestServer, testServer } from '../door.testing.ts';

let server: TestServer;
let caller: object;
beforeAll(async () => {
  server = await testServer(
    {},
    {},
    (_, { type }): Decision =>
      type === 'Observation'
        ? { allowed: false, unknown: false, reason: 'No.', policy: 'sensitive-labels' }
        : {
            ...{ allowed: true, filter: { grants: [{}] }, mask: {}, obligations: [] },
            ...{ purpose: 'TREAT', policies: ['role', 'scope'] },
          },
  );
  server.app.addHook('onRequest', async (request) => {
    Object.assign(request, { caller });
  });
  caller = { kind: 'system', name: 'Charthouse' };
  await request(server, 'PUT /Patient/a', { body: { resourceType: 'Patient', id: 'a' } });
  caller = { kind: 'staff', name: 'Ada', user: 'ada', roles: ['clinician'] };
});
afterAll(() => server.close());

it('the policies and the purpose of a permit, and the policy that refused, stand in the row and are found by', async () => {
  expect((await request(server, 'GET /Patient/a')).status).toBe(200);
  expect((await request(server, 'GET /Observation/o')).status).toBe(403);
  const body = { ...{ resourceType: 'Patient', id: 'a' }, active: true };
  const bundle = { ...{ resourceType: 'Bundle', type: 'transaction' }, entry: [{ resource: body, request: put }] };
  expect((await request(server, 'POST /', { body: bundle })).status).toBe(200);
  await server.store.accessLog.flush();
  const found = async (query: string) =>
    (await request(server, `GET /AuditEvent?${query}`)).json.entry?.map(
      ({
        resource: { outcome, agent, purposeOfEvent },
      }: {
        resource: { outcome: string; agent: object[]; purposeOfEvent?: object[] };
      }) => {
        const { policy, purposeOfUse } = agent[0] as { policy: string[]; purposeOfUse?: object[] };
        return { outcome, policy, purposeOfUse, purposeOfEvent };
      },
    );
  const purpose = [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: 'TREAT' }] }];
  const permitted = { outcome: '0', policy: ['role', 'scope'], purposeOfUse: purpose, purposeOfEvent: purpose };
  expect(await found('policy=scope&subtype=read')).toEqual([permitted]);
  expect(await found('policy=role&subtype=update')).toEqual([permitted]);
  expect(await found('policy=sensitive-labels')).toMatchObject([{ outcome: '4', policy: ['sensitive-labels'] }]);
  expect(await found('policy=nothing')).toBeUndefined();
});

const put = { method: 'PUT', url: 'Patient/a' };
