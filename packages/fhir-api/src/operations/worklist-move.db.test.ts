/** Moves of many tasks: shown, done and taken back, on a real database. */
import { taskSystem } from '@charthouse/worklist';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { request, type TestServer, testServer } from '../door.testing.ts';

let server: TestServer;
const permissions: Record<string, readonly string[]> = { ada: ['documents.check', 'work.rules'], bo: [] };
beforeAll(async () => {
  server = await testServer({}, {}, { may: ({ user = '' }, one) => permissions[user]?.includes(one) ?? true });
  server.app.addHook('onRequest', async (asked) => {
    const user = String(asked.headers['x-user'] ?? 'ada');
    Object.assign(asked, { caller: { kind: 'staff', name: user, user } });
  });
});
afterAll(() => server.close());

async function make(count: number, more = {}): Promise<string[]> {
  const resource = {
    ...{ resourceType: 'Task', status: 'requested', intent: 'order' },
    code: { coding: [{ system: taskSystem, code: 'fix-stored-record' }] },
    ...more,
  };
  const entry = Array.from({ length: count }, () => ({ resource, request: { method: 'POST', url: 'Task' } }));
  const { json } = await request(server, 'POST /', { body: { resourceType: 'Bundle', type: 'transaction', entry } });
  return json.entry.map(
    (one: { response: { location: string } }) => /Task\/(.*)\/_history/.exec(one.response.location)?.[1],
  );
}

interface Answer {
  readonly moved: number;
  readonly tasks: string[];
  readonly left: Record<string, unknown>[];
  readonly next?: string;
}

async function move(input: Record<string, unknown>, op = 'move', user = 'ada'): Promise<Answer> {
  const parameter = Object.entries(input).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => ({
      name,
      [name === 'owner'
        ? 'valueReference'
        : name === 'move'
          ? 'valueCode'
          : typeof one === 'boolean'
            ? 'valueBoolean'
            : 'valueString']: one,
    })),
  );
  const body = { resourceType: 'Parameters', parameter };
  const { status, json, text } = await request(server, `POST /Task/$worklist-${op}`, {
    body,
    headers: { 'x-user': user },
  });
  expect(status, text).toBe(200);
  const found = json.parameter as { name: string; valueInteger?: number; valueString?: string; part?: object[] }[];
  const left = found
    .filter(({ name }) => name === 'left')
    .map(({ part = [] }) =>
      Object.fromEntries(part.map(({ name, ...value }: { name?: string }) => [name, Object.values(value)[0]])),
    );
  const next = found.find(({ name }) => name === 'next')?.valueString;
  return {
    moved: found.find(({ name }) => name === 'moved')?.valueInteger ?? -1,
    tasks: found.filter(({ name }) => name === 'task').map(({ valueString = '' }) => valueString),
    left,
    ...(next !== undefined && { next }),
  };
}
const read = async (id: string) => (await request(server, `GET /Task/${id}`)).json;

it('is shown first and changes nothing, then is done, then taken back', async () => {
  const ids = await make(3);
  const task = ids.map((id) => `${id}/1`);
  expect(await move({ move: 'claim', task, preview: true })).toEqual({ moved: 3, tasks: [], left: [] });
  expect((await read(ids[0]!)).meta.versionId).toBe('1');
  const done = await move({ move: 'claim', task });
  expect(done.tasks).toEqual(ids.map((id) => `${id}/2`));
  expect(await read(ids[0]!)).toMatchObject({
    status: 'in-progress',
    owner: { identifier: { value: 'ada' }, display: 'ada' },
  });
  expect(await move({ task: done.tasks }, 'undo')).toMatchObject({ moved: 3 });
  const back = await read(ids[0]!);
  expect([back.status, back.owner, back.meta.versionId]).toEqual(['requested', undefined, '3']);
});

it('does what it can, and says of the others why not', async () => {
  const [one = '', two = '', three = ''] = await make(3);
  await move({ move: 'claim', task: [two] });
  await request(server, `PUT /Task/${three}`, { body: { ...(await read(three)), priority: 'urgent' } });
  const { moved, left } = await move({ move: 'claim', task: [`${one}/1`, two, `${three}/1`, 'nothing'] });
  expect(moved).toBe(1);
  expect(left).toEqual([
    { reason: 'no-move', count: 1 },
    { reason: 'changed', count: 1 },
    { reason: 'gone', count: 1 },
  ]);
  expect((await move({ move: 'claim', task: [three] }, 'move', 'bo')).left).toEqual([
    { reason: 'not-allowed', count: 1 },
  ]);
  const { left: wordless } = await move({ move: 'pend', task: [three] });
  expect(wordless).toEqual([{ reason: 'refused', count: 1, words: expect.stringContaining('Say why') }]);
});

it('what somebody has changed since is not taken back', async () => {
  const [id = ''] = await make(1);
  const { tasks } = await move({ move: 'claim', task: [id] });
  await move({ move: 'release', task: [id] });
  expect(await move({ task: tasks }, 'undo')).toMatchObject({ moved: 0, left: [{ reason: 'changed', count: 1 }] });
});

it('goes through everything that a list shows, a part at a time, each task once', async () => {
  const list = 'quality/invalid-records';
  await make(450, { priority: 'asap' });
  const query = 'priority=asap';
  expect(await move({ move: 'pend', list, query, words: 'waits', preview: true })).toMatchObject({ moved: 450 });
  const parts: Answer[] = [];
  do
    parts.push(
      await move({
        move: 'pend',
        list,
        query,
        words: 'waits',
        ...(parts.at(-1)?.next && { after: parts.at(-1)?.next }),
      }),
    );
  while (parts.at(-1)?.next);
  expect(parts.map(({ moved }) => moved)).toEqual([200, 200, 50]);
  const again = await move({ move: 'pend', list, query, words: 'waits', preview: true });
  expect(again).toMatchObject({ moved: 0, left: [{ reason: 'no-move', count: 450 }] });
});

it('gives tasks to somebody and sends them to another list; taken back they are where they were', async () => {
  const [id = ''] = await make(1);
  const bo = { identifier: { system: 'https://charthouse.dev/fhir/sid/account', value: 'bo' }, display: 'Bo' };
  await move({ move: 'assign', task: [id], owner: bo });
  expect(await read(id)).toMatchObject({ status: 'requested', owner: bo });
  const { tasks } = await move({ move: 'route', task: [id], to: 'administration/unplaced' });
  expect((await read(id)).meta.tag).toMatchObject([{ code: 'administration/unplaced', userSelected: true }]);
  await move({ task: tasks }, 'undo');
  const { meta } = await read(id);
  expect(meta.tag).toMatchObject([{ code: 'quality/invalid-records' }]);
  expect(meta.tag[0].userSelected).toBeUndefined();
  expect((await move({ move: 'route', task: [id], to: 'no/such' })).left).toMatchObject([{ reason: 'refused' }]);
});
