import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request, type TestServer, testServer } from '../door.testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ conditionalDeleteLimit: 1200 });
});
afterAll(() => server.close());

const send = (line: string, body?: unknown) => request(server, line, { body });
const transaction = (entry: unknown[]) => send('POST /', { resourceType: 'Bundle', type: 'transaction', entry });
const identified = (value: string, id?: string) => ({
  resourceType: 'Patient',
  ...(id && { id }),
  identifier: [{ system: 'http://mrn', value }],
});
const store = (value: string, id: string) => send(`PUT /Patient/${id}`, identified(value, id));
const once = (value: string) => ({
  request: { method: 'POST', url: 'Patient', ifNoneExist: `identifier=http://mrn|${value}` },
  resource: identified(value),
});
const remove = (url: string) => ({ request: { method: 'DELETE', url } });
const found = async (value: string) =>
  ((await send(`GET /Patient?identifier=http://mrn|${value}`)).json.entry ?? []).map(
    (e: { resource: { id: string } }) => e.resource.id,
  );

describe('a transaction deletes first', () => {
  it.each([
    ['by id', 'Patient/a1', 'a1'],
    ['by criteria', 'Patient?identifier=http://mrn|a2', 'a2'],
  ])('so a conditional create no longer finds what is deleted %s', async (_, url, id) => {
    await store(id, id);
    const done = await transaction([once(id), remove(url)]);
    expect(done.json.entry.map((e: { response: { status: string } }) => e.response.status)).toEqual(['201', '204']);
    const [made, ...more] = await found(id);
    expect(more).toEqual([]);
    expect(made).not.toBe(id);
    expect((await send(`GET /Patient/${id}`)).status).toBe(410);
  });

  it('so it finds what is left of several', async () => {
    for (const id of ['b1', 'b2', 'b3']) await store('b', id);
    expect((await transaction([once('b'), remove('Patient/b1')])).status).toBe(412);
    const done = await transaction([once('b'), remove('Patient/b1'), remove('Patient/b3')]);
    expect(done.json.entry[0].response).toMatchObject({ status: '200', location: 'Patient/b2/_history/1' });
    expect(await found('b')).toEqual(['b2']);
  });

  it('and a conditional reference means what is left', async () => {
    for (const id of ['c1', 'c2']) await store('c', id);
    const observation = {
      request: { method: 'PUT', url: 'Observation/c' },
      resource: {
        resourceType: 'Observation',
        id: 'c',
        status: 'final',
        code: { text: 'x' },
        subject: { reference: 'Patient?identifier=http://mrn|c' },
      },
    };
    expect((await transaction([observation])).status).toBe(412);
    expect((await transaction([observation, remove('Patient/c1')])).status).toBe(200);
    expect((await send('GET /Observation/c')).json.subject.reference).toBe('Patient/c2');
  });

  it('but a conditional update of what is deleted is one resource twice', async () => {
    await store('d', 'd');
    const update = {
      request: { method: 'PUT', url: 'Patient?identifier=http://mrn|d' },
      resource: identified('d'),
    };
    expect((await transaction([update, remove('Patient/d')])).status).toBe(400);
  });
});

describe('a conditional delete', () => {
  it('deletes all that match, up to its limit', async () => {
    const many = Array.from({ length: 1100 }, () => ({
      request: { method: 'POST', url: 'Patient' },
      resource: identified('many'),
    }));
    expect((await transaction(many)).status).toBe(200);
    expect((await send('DELETE /Patient?identifier=http://mrn|many')).status).toBe(204);
    expect(await found('many')).toEqual([]);
  });
});
