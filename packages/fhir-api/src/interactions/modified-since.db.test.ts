import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request, type TestServer, testServer } from '../door.testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const send = (line: string, options?: Parameters<typeof request>[2]) => request(server, line, options);
const patient = (id: string, more: object = {}) => ({ resourceType: 'Patient', id, ...more });

describe('If-Modified-Since', () => {
  it.each(['yesterday', '2099-01-01', 'Sun, 99 Nov 2099 08:00:00 GMT'])('%s is no date and ignored', async (since) => {
    await send('PUT /Patient/cond', { body: patient('cond') });
    expect((await send('GET /Patient/cond', { headers: { 'if-modified-since': since } })).status).toBe(200);
  });

  it('never hides a version of the second it names', async () => {
    for (;;) {
      const id = `second-${Date.now()}`;
      const first = await send(`PUT /Patient/${id}`, { body: patient(id) });
      const headers = { 'if-modified-since': first.headers['last-modified'] as string };
      expect((await send(`GET /Patient/${id}`, { headers })).status).toBe(304);
      const second = await send(`PUT /Patient/${id}`, { body: patient(id, { active: true }) });
      if (second.headers['last-modified'] !== headers['if-modified-since']) continue;
      expect((await send(`GET /Patient/${id}`, { headers })).json.meta.versionId).toBe('2');
      return;
    }
  });
});
