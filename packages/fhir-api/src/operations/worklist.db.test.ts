/** Pages, counts and filters of worklists, on a real database. */
import { taskSystem, worklistSystem } from '@charthouse/worklist';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { request, type TestServer, testServer } from '../door.testing.ts';

let server: TestServer;
const officer = new Set(['privacy.review', 'documents.check']);
beforeAll(async () => {
  server = await testServer({}, {}, { may: (_who, permission) => officer.has(permission) });
  server.app.addHook('onRequest', async (asked) => {
    Object.assign(asked, { caller: { kind: 'staff', name: 'Officer', user: 'ada' } });
  });
  const entry = [
    { resource: { resourceType: 'Patient', id: 'p1', name: [{ family: 'Okafor' }] }, request: put('Patient/p1') },
    ...Array.from({ length: 25 }, (_, i) => ({ resource: task(i), request: put(`Task/t${i}`) })),
  ];
  const made = await request(server, 'POST /', { body: { resourceType: 'Bundle', type: 'transaction', entry } });
  expect(made.status, made.text).toBe(200);
});
afterAll(() => server.close());

const put = (url: string) => ({ method: 'PUT', url });
const day = (n: number) => `2026-11-${String(n + 1).padStart(2, '0')}`;
const task = (i: number) => ({
  ...{ resourceType: 'Task', id: `t${i}`, status: 'requested', intent: 'order', authoredOn: day(25 - i) },
  ...{ description: `Number ${i}`, priority: i === 7 ? 'stat' : 'routine' },
  code: { coding: [{ system: taskSystem, code: 'fix-stored-record' }] },
  ...(i < 20 && { restriction: { period: { end: `${day(i)}T12:00:00Z` } } }),
  ...(i === 3 && { for: { reference: 'Patient/p1' } }),
});
const list = 'list=quality/invalid-records';

async function ids(line: string): Promise<string[]> {
  const { status, json, text } = await request(server, line);
  expect(status, text).toBe(200);
  return (json.entry ?? []).filter((one: { search: { mode: string } }) => one.search.mode === 'match').map(idOf);
}
const idOf = ({ resource }: { resource: { id: string } }) => resource.id;

it('is paged in its order, each task once, what has no due date last', async () => {
  const seen: string[] = [];
  let line: string | undefined = `GET /Task/$worklist?${list}&_sort=due&_count=10`;
  for (let pages = 0; line; pages++) {
    expect(pages).toBeLessThan(3);
    const { json } = await request(server, line);
    expect(json.total).toBe(pages === 0 ? 25 : undefined);
    seen.push(...json.entry.filter((one: { search: { mode: string } }) => one.search.mode === 'match').map(idOf));
    const next = json.link.find(({ relation }: { relation: string }) => relation === 'next');
    line = next && `GET ${next.url.replace(/^.*R4/, '')}`;
  }
  expect(seen).toEqual([...Array(20).keys(), 24, 23, 22, 21, 20].map((i) => `t${i}`));
});

it('is counted unless it is asked for without, or ends with its first page', async () => {
  const total = async (query: string) => (await request(server, `GET /Task/$worklist?${list}&${query}`)).json.total;
  expect(await total('_count=10&_total=none')).toBeUndefined();
  expect(await total('_count=25&_total=none')).toBe(25);
  expect(await total('_count=10')).toBe(25);
  expect(await total('_count=0')).toBe(25);
  expect(await total('_count=30&from=20')).toBeUndefined();
});

it('begins anywhere, goes the other way, and comes with the patients', async () => {
  expect(await ids(`GET /Task/$worklist?${list}&_sort=due&from=18&_count=3`)).toEqual(['t18', 't19', 't24']);
  expect(await ids(`GET /Task/$worklist?${list}&_sort=-due&_count=2&due=lt2026-12-01`)).toEqual(['t19', 't18']);
  expect(await ids(`GET /Task/$worklist?${list}&_sort=priority&_count=2`)).toEqual(['t7', 't0']);
  const { json } = await request(server, `GET /Task/$worklist?${list}&_sort=due&_count=5`);
  expect(json.entry.at(-1)).toMatchObject({ resource: { resourceType: 'Patient' }, search: { mode: 'include' } });
});

it('shows less of itself by parameters and by words, of its patients too', async () => {
  expect(await ids(`GET /Task/$worklist?${list}&text=number 13`)).toEqual(['t13']);
  expect(await ids(`GET /Task/$worklist?${list}&text=okaf`)).toEqual(['t3']);
  expect(await ids(`GET /Task/$worklist?${list}&patient=p1&status=requested`)).toEqual(['t3']);
  expect(await ids(`GET /Task/$worklist?${list}&owner:missing=false`)).toEqual([]);
  const { status, json } = await request(server, `GET /Task/$worklist?${list}&colour=red`);
  expect([status, json.issue[0].diagnostics]).toEqual([400, expect.stringContaining('"colour" is no parameter')]);
  expect((await request(server, `GET /Task/$worklist?${list}&after=${btoa('["x"]')}`)).status).toBe(400);
});

it('is for who has it: another is refused', async () => {
  expect((await request(server, 'GET /Task/$worklist?list=exchange/refused-imports')).status).toBe(403);
  expect((await request(server, 'GET /Task/$worklist?list=no/such')).status).toBe(404);
});

it('what was opened stays as it was, and says what has come since', async () => {
  const { json } = await request(server, `GET /Task/$worklist?${list}&_count=1`);
  const { lastUpdated } = json.meta;
  await request(server, 'POST /Task', { body: { ...task(0), id: undefined } });
  const total = async (more: string) =>
    (await request(server, `GET /Task/$worklist?${list}&_count=0&${more}=${encodeURIComponent(lastUpdated)}`)).json
      .total;
  expect(await total('until')).toBe(25);
  expect(await total('since')).toBe(1);
});

it('a task that ends, goes elsewhere or is deleted leaves it', async () => {
  const before = await ids(`GET /Task/$worklist?${list}&_sort=due&_count=100`);
  await request(server, 'DELETE /Task/t24');
  const tag = [{ system: worklistSystem, code: 'administration/unplaced' }];
  await request(server, 'PUT /Task/t23', { body: { ...task(23), meta: { tag } } });
  const statusReason = { text: 'is right by now' };
  const settled = await request(server, 'PUT /Task/t22', { body: { ...task(22), status: 'cancelled', statusReason } });
  expect(settled.status, settled.text).toBe(200);
  const after = await ids(`GET /Task/$worklist?${list}&_sort=due&_count=100`);
  expect(before.filter((id) => !after.includes(id))).toEqual(['t24', 't23', 't22']);
});
