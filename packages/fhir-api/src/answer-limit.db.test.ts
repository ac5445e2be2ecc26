/** What gathers resources ends where the setting says: with advice, and without the others losing theirs. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { request, type TestServer, testServer } from './door.testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ answerLimit: 64_000 });
  const text = { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${'long '.repeat(4_000)}</div>` };
  for (const id of ['a', 'b', 'c', 'd'])
    await request(server, `PUT /Patient/${id}`, { body: { resourceType: 'Patient', id, text } });
});
afterAll(() => server.close());

const bundle = (type: string, ...urls: readonly string[]) => ({
  body: { resourceType: 'Bundle', type, entry: urls.map((url) => ({ request: { method: 'GET', url } })) },
});
const advice = /CHARTHOUSE_ANSWER_LIMIT.*smaller _count/;

it.each(['GET /Patient', 'GET /_history', 'GET /Patient?_id=a,b,c,d&_elements=id'])('%s', async (line) => {
  const { status, json } = await request(server, line);
  expect([status, json.issue[0].code]).toEqual([400, 'too-costly']);
  expect(json.issue[0].diagnostics).toMatch(advice);
});

it('less at once is answered, and a single resource always', async () => {
  for (const line of ['GET /Patient?_count=2', 'GET /Patient?_summary=count', 'GET /Patient/a'])
    expect((await request(server, line)).status, line).toBe(200);
});

it('the entries of a batch count together: those beyond are refused by themselves, a transaction as a whole', async () => {
  const urls = ['Patient/a', 'Patient/b', 'Patient/c', 'Patient/d'];
  const { json } = await request(server, 'POST /', bundle('batch', ...urls));
  const statuses = json.entry.map((one: { response: { status: string } }) => one.response.status).sort();
  expect(statuses).toEqual(['200', '200', '200', '400']);
  const whole = await request(server, 'POST /', bundle('transaction', ...urls));
  expect([whole.status, whole.json.issue[0].code]).toEqual([400, 'too-costly']);
});
