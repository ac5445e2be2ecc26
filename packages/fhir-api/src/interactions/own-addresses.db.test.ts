import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request, type TestServer, testServer } from '../door.testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const send = (line: string, options?: Parameters<typeof request>[2]) => request(server, line, options);
const patient = (id: string, more: object = {}) => ({ resourceType: 'Patient', id, ...more });

describe('an absolute reference to this server', () => {
  const observation = (reference: string) => ({
    resourceType: 'Observation',
    status: 'final',
    code: { text: 'x' },
    subject: { reference },
  });
  const spellings = ['http://localhost:8420', 'http://127.0.0.1:8420', 'http://localhost:80'];

  it.each(spellings)('must lead somewhere when it is spelled %s', async (address) => {
    const refused = await send('POST /Observation', { body: observation(`${address}/fhir/R4/Patient/nono`) });
    expect(refused.status).toBe(422);
    expect(refused.json.issue[0].expression).toEqual(['Observation.subject']);
  });

  it('is found under every spelling', async () => {
    await send('PUT /Patient/here', { body: patient('here') });
    await send('PUT /Observation/here', {
      body: { ...observation(`${spellings[1]}/fhir/R4/Patient/here`), id: 'here' },
    });
    for (const subject of ['Patient/here', `${spellings[0]}/fhir/R4/Patient/here`])
      expect((await send(`GET /Observation?subject=${subject}`)).json.entry[0].resource.id).toBe('here');
  });

  it('of another server need not', async () => {
    const body = observation('http://localhost:8421/fhir/R4/Patient/nono');
    expect((await send('POST /Observation', { body })).status).toBe(201);
  });
});
