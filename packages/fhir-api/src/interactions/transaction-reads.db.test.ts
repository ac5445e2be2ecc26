import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request, type TestServer, testServer } from '../door.testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
  await send('PUT /Patient/there', { body: patient('there') });
});
afterAll(() => server.close());

const send = (line: string, options?: Parameters<typeof request>[2]) => request(server, line, options);
const bundle = (type: string, entry: unknown[]) => ({ resourceType: 'Bundle', type, entry });
const post = (body: unknown, headers?: Record<string, string>) => send('POST /', { body, ...(headers && { headers }) });
const patient = (id?: string, more: object = {}) => ({ resourceType: 'Patient', ...(id && { id }), ...more });
const entry = (method: string, url: string) => ({ request: { method, url } });
const statuses = (reply: { json: { entry: { response: { status: string } }[] } }) =>
  reply.json.entry.map((e) => e.response.status);

describe('transactions with reads', () => {
  it('fail as a whole when a read fails, and write nothing', async () => {
    const read = bundle('transaction', [
      { ...entry('PUT', 'Patient/unread'), resource: patient('unread') },
      entry('GET', 'Patient/nowhere'),
      entry('GET', 'Patient?birthdate=yesterday'),
    ]);
    const refused = await post(read);
    expect([refused.status, refused.json.issue.map((i: { expression: string[] }) => i.expression)]).toEqual([
      400,
      [['Bundle.entry[1]'], ['Bundle.entry[2]']],
    ]);
    expect((await send('GET /Patient/unread')).status).toBe(404);
    expect((await post(bundle('transaction', [entry('GET', 'Patient/nowhere')]))).status).toBe(400);
    expect(statuses(await post(bundle('batch', [entry('GET', 'Patient/nowhere')])))).toEqual(['404']);
  });

  it('repeated under their key read again what they wrote', async () => {
    const sent = bundle('transaction', [
      { ...entry('POST', 'Patient'), resource: patient(undefined, { active: true }) },
      entry('GET', 'Patient/there'),
    ]);
    const [first, again] = [
      await post(sent, { 'idempotency-key': 'read' }),
      await post(sent, { 'idempotency-key': 'read' }),
    ];
    expect(again.json.entry).toEqual(first.json.entry);
    expect(again.json.entry[1].resource.id).toBe('there');
  });

  it('of every kind see what was written', async () => {
    const observation = {
      resourceType: 'Observation',
      id: 'seen',
      status: 'final',
      code: { text: 'x' },
      subject: { reference: 'Patient/there' },
    };
    const reads = [
      'Observation?subject=Patient/there&_include=Observation:subject&_total=accurate',
      'Patient/there/$everything?_type=Observation',
      'Observation/_history?_count=0',
      'metadata',
      'Observation/seen/$validate?mode=delete',
    ];
    const sent = [
      { ...entry('PUT', 'Observation/seen'), resource: observation },
      ...reads.map((url) => entry('GET', url)),
    ];
    const done = await post(bundle('transaction', sent));
    expect(statuses(done)).toEqual(['201', ...reads.map(() => '200')]);
    const answers = done.json.entry.slice(1).map((e: { resource: object }) => e.resource);
    expect(answers[0].entry.map((e: { resource: { id: string } }) => e.resource.id)).toEqual(['seen', 'there']);
    expect([answers[0].total, answers[1].total, answers[2].total]).toEqual([1, 1, 1]);
  });
});
