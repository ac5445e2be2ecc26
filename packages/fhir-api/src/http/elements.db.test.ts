import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request, type TestServer, testServer } from '../door.testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
  const patient = { resourceType: 'Patient', id: 'e', gender: 'male', birthDate: '2000-01-01' };
  await send('PUT /Patient/e', { body: patient });
});
afterAll(() => server.close());

const send = (line: string, options?: Parameters<typeof request>[2]) => request(server, line, options);
const strict = { headers: { prefer: 'handling=strict' } };

describe('names of _elements that are no elements at the root', () => {
  const names = ['nope', 'communication.language', 'status', ''];

  it.each(names)('"%s" is told with a read and a history, and refused when strict', async (name) => {
    for (const path of ['/Patient/e', '/Patient/e/_history']) {
      const told = await send(`GET ${path}?_elements=gender,${name}`);
      expect([told.status, told.headers.warning]).toEqual([
        200,
        expect.stringContaining(`_elements: '${name}' is no element at the root of the resource and was left out.`),
      ]);
      expect(told.text).not.toContain('birthDate');
      const refused = await send(`GET ${path}?_elements=gender,${name}`, strict);
      expect([refused.status, refused.json.issue[0].code]).toEqual([400, 'not-supported']);
    }
  });

  it.each(names)('"%s" is told in the answer of a search, and refused when strict', async (name) => {
    const told = await send(`GET /Patient?_elements=gender,${name}`);
    const outcome = told.json.entry.at(-1).resource;
    expect(outcome.issue).toMatchObject([{ severity: 'warning', diagnostics: expect.stringContaining(`"${name}"`) }]);
    expect(told.json.entry[0].resource).not.toHaveProperty('birthDate');
    expect((await send(`GET /Patient?_elements=gender,${name}`, strict)).status).toBe(400);
  });

  it('are told in a bundle, with the entry', async () => {
    const entry = [{ request: { method: 'GET', url: 'Patient/e?_elements=nope' } }];
    for (const type of ['batch', 'transaction']) {
      const { json } = await send('POST /', { body: { resourceType: 'Bundle', type, entry } });
      expect(json.entry[0].response.outcome.issue[0].diagnostics).toContain('"nope"');
    }
  });

  it('are any of the types that are searched', async () => {
    expect((await send('GET /?_type=Patient,Observation&_elements=gender,status', strict)).status).toBe(200);
    expect((await send('GET /?_type=Patient,Group&_elements=status', strict)).status).toBe(400);
    expect((await send('GET /Patient/e/$everything?_elements=gender,status', strict)).status).toBe(200);
    expect((await send('GET /Patient/e?_elements=Patient.gender', strict)).status).toBe(200);
  });
});
