import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Reply, request, type TestServer, testServer } from '../door.testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(async () => {
  expect(server.faults).toEqual([]);
  await server.close();
});

const send = (line: string, options?: Parameters<typeof request>[2]) => request(server, line, options);
const together = (n: number, one: (i: number) => Promise<Reply>) =>
  Promise.all(Array.from({ length: n }, (_, i) => one(i)));
const patient = (value: string, more: object = {}) => ({
  resourceType: 'Patient',
  identifier: [{ system: 'http://mrn', value }],
  ...more,
});
const countOf = async (query: string) => (await send(`GET /Patient?${query}&_total=accurate`)).json.total;

describe('races', () => {
  it('64 parallel conditional creates make one resource', async () => {
    const replies = await together(64, () =>
      send('POST /Patient', { body: patient('r64'), headers: { 'if-none-exist': 'identifier=http://mrn|r64' } }),
    );
    expect(replies.filter((reply) => reply.status === 201)).toHaveLength(1);
    expect(replies.filter((reply) => reply.status === 200)).toHaveLength(63);
    expect(await countOf('identifier=http://mrn|r64')).toBe(1);
  });

  it('two different criteria that mean one resource make one resource', async () => {
    const body = { ...patient('two'), name: [{ family: 'Twocriteria' }] };
    const criteria = ['identifier=http://mrn|two', 'family=Twocriteria'];
    const replies = await together(32, (i) =>
      send('POST /Patient', { body, headers: { 'if-none-exist': criteria[i % 2] as string } }),
    );
    expect(replies.filter((reply) => reply.status === 201)).toHaveLength(1);
    expect(await countOf('identifier=http://mrn|two')).toBe(1);
  });

  it('conditional updates of one identity make one resource with a version each', async () => {
    const replies = await together(24, (i) =>
      send('PUT /Patient?identifier=http://mrn|upd', { body: patient('upd', { active: i % 2 === 0 }) }),
    );
    expect(replies.map((reply) => reply.status).sort()).toEqual([...Array(23).fill(200), 201]);
    expect(await countOf('identifier=http://mrn|upd')).toBe(1);
    const [first] = replies;
    const history = await send(`GET /Patient/${first?.json.id}/_history?_count=100`);
    expect(
      history.json.entry.map((e: { resource: { meta: { versionId: string } } }) => Number(e.resource.meta.versionId)),
    ).toEqual(Array.from({ length: 24 }, (_, i) => 24 - i));
  });

  it('parallel updates of one id lose no version', async () => {
    await together(40, (i) => send('PUT /Patient/busy', { body: { ...patient(`busy${i}`), id: 'busy' } }));
    const history = await send('GET /Patient/busy/_history?_count=100');
    expect(history.json.entry).toHaveLength(40);
    expect(
      new Set(
        history.json.entry.map(
          (e: { resource: { identifier: { value: string }[] } }) => e.resource.identifier[0]?.value,
        ),
      ).size,
    ).toBe(40);
    expect(await countOf('_id=busy')).toBe(1);
  });

  it('of parallel updates under one If-Match, one wins', async () => {
    await send('PUT /Patient/im', { body: { ...patient('im'), id: 'im' } });
    const replies = await together(20, () =>
      send('PUT /Patient/im', { body: { ...patient('im'), id: 'im' }, headers: { 'if-match': 'W/"1"' } }),
    );
    expect(replies.filter((reply) => reply.status === 200)).toHaveLength(1);
    expect(replies.filter((reply) => reply.status === 412)).toHaveLength(19);
  });

  it('transactions that cross each other all end, in one order or the other', async () => {
    const ids = ['x1', 'x2', 'x3', 'x4', 'x5'];
    const entry = (id: string) => ({
      request: { method: 'PUT', url: `Patient/${id}` },
      resource: { ...patient(id), id },
    });
    const replies = await together(30, (i) => {
      const order = i % 2 === 0 ? ids : [...ids].reverse();
      return send('POST /', { body: { resourceType: 'Bundle', type: 'transaction', entry: order.map(entry) } });
    });
    expect(replies.map((reply) => reply.status)).toEqual(Array(30).fill(200));
    for (const id of ids) expect((await send(`GET /Patient/${id}`)).json.meta.versionId).toBe('30');
  });

  it('a reference and the deletion of its target never both succeed', async () => {
    for (let round = 0; round < 10; round++) {
      const id = `target${round}`;
      await send(`PUT /Patient/${id}`, { body: { ...patient(id), id } });
      const observation = {
        resourceType: 'Observation',
        status: 'final',
        code: { text: 'x' },
        subject: { reference: `Patient/${id}` },
      };
      const [made, deleted] = await Promise.all([
        send('POST /Observation', { body: observation }),
        send(`DELETE /Patient/${id}`),
      ]);
      expect([made?.status, deleted?.status].sort()).toEqual(made?.status === 201 ? [201, 409] : [204, 422]);
    }
  });
});
