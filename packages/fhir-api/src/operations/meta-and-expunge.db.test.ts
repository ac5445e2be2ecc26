import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request, type TestServer, testServer } from '../door.testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const send = (line: string, options?: Parameters<typeof request>[2]) => request(server, line, options);

describe('$meta', () => {
  it('of a type or of all tells each value once, as it was written', async () => {
    const security = [{ system: 'http://s', code: 'R', display: 'Restricted' }];
    const tag = [{ system: 'http://t', code: 'a' }, { code: 'a' }, { system: 'http://t' }];
    for (const id of ['m1', 'm2'])
      await send(`PUT /Basic/${id}`, {
        body: {
          resourceType: 'Basic',
          id,
          code: { text: 'x' },
          meta: { security, tag, profile: ['http://p/basic|1'] },
        },
      });
    const all = (await send('GET /$meta')).json.parameter[0].valueMeta;
    const basic = (await send('GET /Basic/$meta')).json.parameter[0].valueMeta;
    expect(basic).toEqual({ profile: ['http://p/basic|1'], security, tag: expect.arrayContaining(tag) });
    expect(basic.tag).toHaveLength(3);
    expect(all).toMatchObject(basic);
    expect((await send('GET /Device/$meta')).json.parameter[0].valueMeta).toEqual({});
    for (const id of ['m1', 'm2']) await send(`DELETE /Basic/${id}`);
    expect((await send('GET /Basic/$meta')).json.parameter[0].valueMeta).toEqual({});
  });
});

describe('$meta-add and $meta-delete', () => {
  it('make no new version when there is nothing to change', async () => {
    const tag = [{ system: 'http://t', code: 'a' }];
    await send('PUT /Basic/same', { body: { resourceType: 'Basic', id: 'same', code: { text: 'x' }, meta: { tag } } });
    const change = async (what: string, code: string) => {
      const parameter = [{ name: 'meta', valueMeta: { tag: [{ system: 'http://t', code }] } }];
      const body = { resourceType: 'Parameters', parameter };
      const { status, json } = await send(`POST /Basic/same/$meta-${what}`, { body });
      return [status, json.parameter[0].valueMeta.versionId, json.parameter[0].valueMeta.tag?.length];
    };
    expect(await change('add', 'a')).toEqual([200, '1', 1]);
    expect(await change('delete', 'b')).toEqual([200, '1', 1]);
    expect(await change('add', 'b')).toEqual([200, '2', 2]);
    expect((await send('GET /Basic/same/_history')).json.entry).toHaveLength(2);
  });
});

describe('$expunge', () => {
  it.each([
    [
      'is halted',
      `halted = 'another tree'`,
      'The ledger is halted: nothing would tell of the destruction. `charthouse ledger` says why',
    ],
    ['still fills up', `filled = -1`, 'has no leaf of some versions yet'],
  ])('while the ledger %s says so, and destroys nothing', async (_, state, words) => {
    const ledger = (set: string) =>
      server.store.transaction((tx) => tx.query({ text: `update ledger set ${set}`, values: [] }));
    await send('PUT /Patient/kept', { body: { resourceType: 'Patient', id: 'kept' } });
    await ledger(`origin = 'a.example/log', ${state}`);
    const { status, text } = await send('POST /Patient/kept/$expunge');
    await ledger('origin = null, halted = null, filled = null');
    expect([status, text]).toEqual([503, expect.stringContaining(words)]);
    expect((await send('GET /Patient/kept')).status).toBe(200);
  });

  it('honours If-Match', async () => {
    for (const active of [true, false])
      await send('PUT /Patient/matched', { body: { resourceType: 'Patient', id: 'matched', active } });
    const expunge = (version: string) =>
      send('POST /Patient/matched/$expunge', { headers: { 'if-match': `W/"${version}"` } });
    expect((await expunge('1')).status).toBe(412);
    expect((await send('GET /Patient/matched')).status).toBe(200);
    expect((await expunge('2')).status).toBe(200);
    expect((await send('GET /Patient/matched')).status).toBe(410);
  });
});
