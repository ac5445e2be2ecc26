import { afterAll, beforeAll, expect, it } from 'vitest';
import { request, type TestServer, testServer } from '../door.testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
  const person = (resourceType: string, id: string, family: string) =>
    send(`PUT /${resourceType}/${id}`, { body: { resourceType, id, name: [{ family }] } });
  await person('Patient', 'a', 'Able');
  await person('Patient', 'b', 'Baker');
  await person('Practitioner', 'nora', 'Nightingale');
  await send('GET /Patient/a');
  await server.door.recordEvent(
    { action: 'export', patients: ['a', 'b'] },
    { name: 'Nora', fhirUser: 'Practitioner/nora' },
  );
  await server.store.accessLog.flush();
});
afterAll(() => server.close());

const send = (line: string, options?: Parameters<typeof request>[2]) => request(server, line, options);
const found = async (query: string) => {
  const { status, json } = await send(`GET /AuditEvent?_sort=date&${query}`);
  expect(status).toBe(200);
  return (json.entry ?? [])
    .filter(({ search }: { search: { mode: string } }) => search.mode === 'match')
    .map(({ resource }: { resource: { subtype: { code: string }[] } }) => resource.subtype.at(-1)?.code)
    .filter((code: string) => code !== 'search-type'); // these searches themselves
};

it('rows are found by what their patients, their people and what they are about are called', async () => {
  expect(await found('patient.name=able')).toEqual(['update', 'read', 'export']);
  expect(await found('patient:Patient.family=Baker')).toEqual(['update', 'export']);
  expect(await found('agent:Practitioner.name=night')).toEqual(['export']);
  expect(await found('entity:Patient.name=able&subtype=read')).toEqual(['read']);
  expect(await found('patient.name=nobody')).toEqual([]);
  expect(await found('agent:Practitioner.name=nobody')).toEqual([]);
  const strict = { headers: { prefer: 'handling=strict' } };
  expect((await send('GET /AuditEvent?patient.no-such=x', strict)).status).toBe(400);
});

it('what asks the log from elsewhere is told that it sees only what was sent', async () => {
  for (const query of ['_has:AuditEvent:patient:agent-name=Nora', '_revinclude=AuditEvent:patient']) {
    const { json } = await send(`GET /Patient?${query}`);
    expect(json.entry.at(-1).resource.issue[0].diagnostics).toContain('search AuditEvent?patient=');
    expect((await send(`GET /Patient?${query}`, { headers: { prefer: 'handling=strict' } })).status).toBe(400);
  }
});
