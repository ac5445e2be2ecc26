import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request, type TestServer, testServer } from '../door.testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ indexRowLimit: 1000 });
});
afterAll(() => server.close());

const send = (line: string, body?: unknown) => request(server, line, { body });
const named = (id: string, names: number) => ({
  resourceType: 'Patient',
  id,
  active: true,
  name: Array.from({ length: names }, (_, i) => ({ family: `F${i}`, given: [`G${i}`] })),
});
const group = (members: number) => ({
  resourceType: 'Group',
  id: 'g',
  type: 'person',
  actual: true,
  member: Array.from({ length: members }, (_, i) => ({ entity: { reference: `http://elsewhere.org/Patient/${i}` } })),
});

describe('a resource with too many values to search for', () => {
  it('is refused with the setting and the element', async () => {
    const refused = await send('PUT /Patient/many', named('many', 500));
    expect([refused.status, refused.json.issue[0].expression]).toEqual([413, ['Patient.name']]);
    expect(refused.json.issue[0].diagnostics).toContain('CHARTHOUSE_INDEX_ROWS_LIMIT');
    expect((await send('GET /Patient/many')).status).toBe(404);
    expect((await send('PUT /Group/g', group(2000))).json.issue[0].expression).toEqual(['Group.member']);
    expect((await send('PUT /Patient/some', named('some', 100))).status).toBe(201);
  });

  it('refuses the transaction it stands in, naming the entry', async () => {
    const entry = [named('few', 1), named('many', 500)].map((resource) => ({
      request: { method: 'PUT', url: `Patient/${resource.id}` },
      resource,
    }));
    const refused = await send('POST /', { resourceType: 'Bundle', type: 'transaction', entry });
    expect([refused.status, refused.json.issue[0].expression]).toEqual([413, ['Bundle.entry[1].resource.name']]);
    expect((await send('GET /Patient/few')).status).toBe(404);
  });

  it('is refused before all of them were collected', async () => {
    const resource = named('absurd', 200_000);
    const before = process.cpuUsage();
    expect(() => server.parts.search.extract(resource as never, 1000)).toThrow(/more than 1000 values/);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(300);
  });
});
