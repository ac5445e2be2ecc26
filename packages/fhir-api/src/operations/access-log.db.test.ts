/** Who looked at a record, in plain words. docs/flows/record.md */
import { sql } from '@charthouse/fhir-search';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { request, type TestServer, testServer } from '../door.testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
  await server.store.transaction((tx) =>
    tx.query(sql`insert into client (id, name, kind, redirect_uris, scopes, created_by)
      values ('growth', 'Growth chart', 'public', '{}', 'openid', 'test')`),
  );
  await send('PUT /Patient/b', { body: { resourceType: 'Patient', id: 'b' } });
  await send('GET /Patient/b');
  await send('GET /Patient?_id=b');
});
afterAll(() => server.close());

const send = (line: string, options?: Parameters<typeof request>[2]) => request(server, line, options);
const nora = {
  kind: 'staff' as const,
  name: 'Nora Nurse',
  user: 'account-1',
  onBehalfOf: 'Practitioner/boss',
  roles: ['clinician'],
  purpose: 'TREAT',
  client: 'growth',
};

// biome-ignore lint/suspicious/noExplicitAny: parameters of many shapes
type Json = any;
const parts = (access: Json) =>
  Object.fromEntries(
    access.part.map((p: Json) => [p.name, p.valueString ?? p.valueInstant ?? p.valueReference.reference]),
  );

it('is told in plain words, newest first, in pages', async () => {
  await server.door.recordEvent({ action: 'break-glass', patients: ['b'] }, nora);
  await server.store.accessLog.flush();
  const { json } = await send('GET /Patient/b/$access-log?_count=2');
  const [access, , next] = json.parameter;
  expect(parts(access)).toMatchObject({
    who: 'Nora Nurse (clinician, for Practitioner/boss, with the app Growth chart)',
    did: 'opened the record in an emergency',
    why: 'for treatment',
    words: expect.stringMatching(
      /^20\d\d-.* UTC: Nora Nurse \(.*\) opened the record in an emergency; for treatment\.$/,
    ),
    event: expect.stringContaining('AuditEvent/'),
  });
  expect((await send(`GET /${parts(access).event}`)).status).toBe(200);
  const more = (await send(`GET ${next.valueUrl.slice(next.valueUrl.indexOf('/fhir/R4') + 8)}`)).json.parameter;
  expect(parts(more[0]).when <= parts(access).when).toBe(true);
  const issues = server.parts.fullValidator.validate(json);
  expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
});

it('searches, purposes and roles have words', async () => {
  const percy = { ...nora, onBehalfOf: undefined, name: 'Percy', roles: ['privacy-officer'], purpose: 'HCOMPL' };
  await server.door.recordEvent({ action: 'search', patients: ['b'] }, { ...percy, client: 'unknown-app' });
  await server.store.accessLog.flush();
  const [access] = (await send('GET /Patient/b/$access-log?_count=1')).json.parameter;
  expect(parts(access).words).toMatch(
    /: Percy \(privacy officer, with the app unknown-app\) found this patient in a search for everything; to see that rules are kept\.$/,
  );
});

it('between two dates, of a patient that is known', async () => {
  expect((await send('GET /Patient/b/$access-log?end=2001-01-01')).json).toEqual({ resourceType: 'Parameters' });
  expect((await send('GET /Patient/never/$access-log')).status).toBe(404);
  expect((await send('GET /Patient/b/$access-log?language=tlh')).status).toBe(400);
  expect((await send('GET /OperationDefinition/access-log')).json.code).toBe('access-log');
});

it('also after the record was expunged', async () => {
  await send('PUT /Patient/gone', { body: { resourceType: 'Patient', id: 'gone' } });
  await send('GET /Patient/gone');
  await send('POST /Patient/gone/$expunge');
  await server.store.accessLog.flush();
  const told = (await send('GET /Patient/gone/$access-log')).json.parameter.map((access: Json) => parts(access).did);
  expect(told).toEqual(['removed for good Patient/gone', 'looked at Patient/gone', 'changed Patient/gone']);
});
