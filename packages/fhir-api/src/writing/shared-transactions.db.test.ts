import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request, type TestServer, testServer } from '../door.testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(async () => {
  expect(server.faults).toEqual([]);
  await server.close();
});

const send = (line: string, options?: Parameters<typeof request>[2]) => request(server, line, options);
const statuses = (replies: readonly { status: number }[]) => replies.map((reply) => reply.status);
const observation = (patient: string, id?: string) => ({
  resourceType: 'Observation',
  ...(id && { id }),
  status: 'final',
  code: { text: 'weight' },
  subject: { reference: `Patient/${patient}` },
});
const put = (id: string) => send(`PUT /Patient/${id}`, { body: { resourceType: 'Patient', id } });

describe('single writes that arrive together', () => {
  it('share transactions, and each is answered for itself', async () => {
    await put('shared');
    const before = server.store.counters.commits;
    const replies = await Promise.all(
      Array.from({ length: 60 }, (_, i) => send('POST /Observation', { body: observation('shared', `sent-${i}`) })),
    );
    expect(server.store.counters.commits - before).toBeLessThan(20);
    expect(new Set(statuses(replies))).toEqual(new Set([201]));
    expect(new Set(replies.map((reply) => reply.json.id)).size).toBe(60);
    const one = await send(`GET /Observation/${replies[40]?.json.id}`);
    expect(one.json).toEqual(replies[40]?.json);
  });

  it('do not suffer from one among them that is refused', async () => {
    const replies = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        send('POST /Observation', { body: observation(i === 5 ? 'nobody' : 'shared') }),
      ),
    );
    expect(statuses(replies)).toEqual(Array.from({ length: 12 }, (_, i) => (i === 5 ? 422 : 201)));
    expect(replies[5]?.json.issue[0].expression).toEqual(['Observation.subject']);
  });

  it('of one resource keep the order they came in', async () => {
    const birthDates = Array.from({ length: 9 }, (_, i) => `200${i}-01-01`);
    const replies = await Promise.all(
      birthDates.map((birthDate) =>
        send('PUT /Patient/ordered', { body: { resourceType: 'Patient', id: 'ordered', birthDate } }),
      ),
    );
    expect(replies.map((reply) => reply.json.meta.versionId)).toEqual(birthDates.map((_, i) => String(i + 1)));
  });

  it('are not delayed by one among them that waits for a row', async () => {
    await Promise.all([put('held'), put('free')]);
    const [locked, done] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const other = server.store.transaction(async (tx) => {
      await tx.lockRows([{ type: 'Patient', id: 'held', forDelete: true }]);
      locked.resolve();
      await done.promise;
    });
    await locked.promise;
    const held = put('held');
    expect((await put('free')).status).toBe(200);
    done.resolve();
    await other;
    expect((await held).status).toBe(200);
  });

  it('see each other’s new resources', async () => {
    const replies = await Promise.all([
      put('mother'),
      send('PUT /Observation/child', { body: observation('mother', 'child') }),
    ]);
    expect(statuses(replies)).toEqual([201, 201]);
  });
});
