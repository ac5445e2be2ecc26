import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request, type TestServer, testServer } from '../door.testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
  for (const active of [true, false]) await put('kept', { active });
  await put('gone');
  await send('DELETE /Patient/gone');
  await put('gone');
});
afterAll(() => server.close());

const send = (line: string, body?: unknown) => request(server, line, { body });
const put = (id: string, elements = {}) => send(`PUT /Patient/${id}`, { resourceType: 'Patient', id, ...elements });
const observation = (reference: string) => ({
  resourceType: 'Observation',
  status: 'final',
  code: { text: 'x' },
  subject: { reference },
});

describe('a reference to one version', () => {
  it.each(['kept/_history/1', 'kept/_history/2', 'gone/_history/1', 'gone/_history/3'])(
    'Patient/%s is kept',
    async (version) => {
      const made = await send('POST /Observation', observation(`Patient/${version}`));
      expect([made.status, made.json.subject?.reference]).toEqual([201, `Patient/${version}`]);
    },
  );

  it.each(['kept/_history/3', 'kept/_history/0', 'kept/_history/x', 'kept/_history/99999999999', 'gone/_history/2'])(
    'Patient/%s is refused: there is no such version',
    async (version) => {
      const refused = await send('POST /Observation', observation(`Patient/${version}`));
      expect(refused.status).toBe(422);
      expect(refused.json.issue).toMatchObject([
        {
          code: 'not-found',
          expression: ['Observation.subject'],
          diagnostics: expect.stringContaining('no such version'),
        },
      ]);
    },
  );

  it('may name the version that the same transaction makes, and no later one', async () => {
    const both = (version: number) => ({
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [
        { request: { method: 'PUT', url: 'Patient/kept' }, resource: { resourceType: 'Patient', id: 'kept' } },
        { request: { method: 'POST', url: 'Observation' }, resource: observation(`Patient/kept/_history/${version}`) },
      ],
    });
    const refused = await send('POST /', both(4));
    expect([refused.status, refused.json.issue[0].expression]).toEqual([422, ['Bundle.entry[1].resource.subject']]);
    expect((await send('POST /', both(3))).status).toBe(200);
  });
});
