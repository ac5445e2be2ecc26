import { taskSystem } from '@charthouse/worklist';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { request, type TestServer, testServer } from '../door.testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const preview = (rules: unknown) =>
  request(server, 'POST /Task/$placement-preview', {
    body: { resourceType: 'Parameters', parameter: [{ name: 'rules', valueString: JSON.stringify(rules) }] },
  });

it('says which open tasks would go where, by which rule, and changes nothing', async () => {
  for (const priority of ['urgent', 'routine', 'urgent']) {
    const code = { coding: [{ system: taskSystem, code: 'fix-stored-record' }] };
    const body = { resourceType: 'Task', status: 'requested', intent: 'order', priority, code };
    expect((await request(server, 'POST /Task', { body })).status).toBe(201);
  }
  const rule = {
    ...{ id: 'urgent', title: 'Urgent ones are looked at first', to: 'administration/unplaced' },
    when: [{ field: 'priority', test: 'is', values: ['urgent'] }],
  };
  const { json } = await preview([rule]);
  const goes = json.parameter
    .slice(2)
    .map(({ part }: { part: { name: string; valueString?: string }[] }) =>
      part.filter(({ name }) => name !== 'task').map((one) => Object.values(one)[1]),
    );
  expect(json.parameter.slice(0, 2)).toEqual([
    { name: 'examined', valueInteger: 3 },
    { name: 'open', valueInteger: 3 },
  ]);
  expect(goes).toEqual([
    ['quality/invalid-records', 'administration/unplaced', 'Urgent ones are looked at first', 2],
    ['quality/invalid-records', 'quality/invalid-records', 1],
  ]);
  const { json: list } = await request(server, 'GET /Task/$worklist?list=administration/unplaced');
  expect(list.total).toBe(0);
});

it('tells everything that is wrong with rules', async () => {
  const wrong = [{ id: 'a b', title: '', to: 'mine/tasks', when: [{ field: 'colour', test: 'is', values: [] }] }];
  const { status, json } = await preview(wrong);
  expect(status).toBe(422);
  for (const words of [
    'its id is',
    'say in a title',
    '"mine/tasks" is no list',
    '"colour" cannot be asked',
    'at least one value',
  ])
    expect(json.issue[0].diagnostics).toContain(words);
});
