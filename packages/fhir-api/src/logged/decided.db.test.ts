import type { Decision } from '@charthouse/access';
import type { PermitFilter } from '@charthouse/fhir-model';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { request, type TestServer, testServer } from '../door.testing.ts';

let server: TestServer;
let caller: object;
let filter: PermitFilter = { grants: [{}] };
beforeAll(async () => {
  server = await testServer(
    {},
    {},
    (_, { type }): Decision =>
      type === 'Observation'
        ? { allowed: false, unknown: false, reason: 'No.', policy: 'sensitive-labels' }
        : {
            ...{ allowed: true, filter, mask: {}, obligations: [] },
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

it('who may read AuditEvents of everybody reads the log, whatever labels they see; others read none of it', async () => {
  const total = async () => (await request(server, 'GET /AuditEvent?_summary=count')).json.total;
  const classes = { labels: ['R'], without: [] };
  filter = { grants: [{ types: ['AuditEvent'], classes }] };
  expect(await total()).toBeGreaterThan(3);
  for (const limited of [
    { reach: [] },
    { classes: { ...classes, facilities: ['Organization/1'] } },
    { types: ['Patient'] },
  ]) {
    filter = { grants: [{ types: ['AuditEvent'], ...limited }] };
    expect(await total()).toBe(0);
  }
  filter = { grants: [{}] };
});

it('whoever sees a resource sees the Provenance of its versions, and that of no other', async () => {
  const put = (id: string) => request(server, `PUT /Patient/${id}`, { body: { resourceType: 'Patient', id } });
  await Promise.all([put('mine'), put('other')]);
  const reach = [{ kind: 'patients' as const, ids: ['mine'] }];
  filter = { grants: [{ types: ['Patient', 'Provenance'], reach }] };
  const targets = async (query: string) =>
    (await request(server, `GET /Provenance?${query}`)).json.entry?.map(
      ({ resource }: { resource: { target: { reference: string }[] } }) => resource.target[0]?.reference,
    );
  expect(await targets('target=Patient/mine')).toEqual(['Patient/mine/_history/1']);
  expect(await targets('target=Patient/other')).toBeUndefined();
  expect(await targets('_count=50')).toEqual(['Patient/mine/_history/1']);
  const { json } = await request(server, 'GET /Patient?_revinclude=Provenance:target');
  expect(json.entry.map(({ resource }: { resource: { resourceType: string } }) => resource.resourceType)).toEqual([
    'Patient',
    'Provenance',
  ]);
  filter = { grants: [{}] };
});

it('labels that rules set are told with those that stand in it: of a read, a search, and what is written', async () => {
  const code = { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'B20' }] };
  const security = [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }];
  const body = { resourceType: 'Condition', id: 'c', code, subject: { reference: 'Patient/a' }, meta: { security } };
  expect((await request(server, 'PUT /Condition/c', { body })).status).toBe(201);
  expect((await request(server, 'GET /Condition/c')).status).toBe(200);
  expect((await request(server, 'GET /Condition?patient=Patient/a')).json.entry).toHaveLength(1);
  expect((await request(server, 'GET /Patient/a/$everything')).status).toBe(200);
  await server.store.accessLog.flush();
  const told = async (query: string) => {
    const { json } = await request(server, `GET /AuditEvent?patient=a&_count=1&${query}`);
    const { entity } = json.entry[0].resource as { entity: { securityLabel?: { system: string; code: string }[] }[] };
    return entity.flatMap(({ securityLabel = [] }) => securityLabel.map(({ code }) => code)).sort();
  };
  // the searches of this test are accesses too: the newest search is asked for first
  for (const query of ['subtype=search-type', 'subtype=update', 'subtype=read&entity=Condition/c', 'subtype=operation'])
    expect(await told(query), query).toEqual(['HIV', 'R']);
});

const put = { method: 'PUT', url: 'Patient/a' };
