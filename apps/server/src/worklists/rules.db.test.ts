import { taskSystem } from '@charthouse/worklist';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SignedIn, signedIn } from '../people/signed-in.testing.ts';

let server: SignedIn;
beforeAll(async () => {
  server = await signedIn();
});
afterAll(() => server.close());

type Somebody = Awaited<ReturnType<SignedIn['somebody']>>;

async function rules(who: Somebody, method = 'GET', body?: object) {
  const answer = await fetch(`${server.address}/workbench/rules`, {
    method,
    headers: { authorization: `Bearer ${who.token}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: an answer or an outcome
  return { status: answer.status, json: (await answer.json()) as any };
}

const urgent = {
  ...{ id: 'urgent', title: 'What is wrong in Okafor’s chart goes first', to: 'administration/unplaced' },
  ...{ when: [{ field: 'description', test: 'has', values: ['okafor'] }], priority: 'urgent' },
};
const task = (description: string) => ({
  ...{ resourceType: 'Task', status: 'requested', intent: 'order', description },
  code: { coding: [{ system: taskSystem, code: 'fix-stored-record' }] },
});

test('who manages the records saves rules, every version stays; new tasks follow them, unless a rule is off', async () => {
  const mia = await server.somebody('Mia', { roles: ['records-manager'] });
  expect((await rules(mia)).json).toMatchObject({ version: 0, rules: [], history: [] });
  const saved = await rules(mia, 'PUT', { version: 0, rules: [urgent], note: 'They asked' });
  expect(saved).toMatchObject({ status: 200, json: { version: 1, rules: [urgent] } });
  const { json: placed } = await mia('POST /Task', task('A code of Okafor is missing'));
  expect(placed).toMatchObject({
    ...{
      priority: 'urgent',
      meta: { tag: [{ code: 'administration/unplaced', version: '1', display: urgent.title }] },
    },
  });
  expect((await mia('POST /Task', { ...task('Okafor'), priority: 'stat' })).json.priority).toBe('stat');
  await rules(mia, 'PUT', { version: 1, rules: [{ ...urgent, off: true }] });
  const { json: other } = await mia('POST /Task', task('A code of Okafor is missing'));
  expect(other).toMatchObject({ meta: { tag: [{ code: 'quality/invalid-records' }] } });
  expect(other.priority).toBeUndefined();
  const { history } = (await rules(mia)).json;
  expect(history).toMatchObject([
    { version: 2, name: 'Mia', note: '' },
    { version: 1, name: 'Mia', note: 'They asked', rules: [urgent] },
  ]);
});

test('who saves over a version that is not the last is refused, with the name of who was quicker', async () => {
  const bo = await server.somebody('Bo', { roles: ['administrator'] });
  const { version } = (await rules(bo)).json;
  expect((await rules(bo, 'PUT', { version, rules: [] })).status).toBe(200);
  const late = await rules(bo, 'PUT', { version, rules: [urgent] });
  expect(late.status).toBe(409);
  expect(late.json.issue[0].diagnostics).toContain('Bo has changed the rules since you read them.');
  const both = await Promise.all([1, 2].map(() => rules(bo, 'PUT', { version: version + 1, rules: [] })));
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test('rules that say nothing are refused with all that is wrong; those who may not are not told of any', async () => {
  const mia = await server.somebody('Mia', { roles: ['records-manager'] });
  const { version } = (await rules(mia)).json;
  const wrong = await rules(mia, 'PUT', { version, rules: [{ ...urgent, title: ' ', to: 'no/where', off: false }] });
  expect(wrong.status).toBe(422);
  expect(wrong.json.issue[0].diagnostics).toBe(
    'Rule 1: say in a title what it is for. Rule 1: "no/where" is no list that tasks can be put into. Rule 1: off is true or not there.',
  );
  expect((await rules(mia, 'PUT', { rules: [] })).status).toBe(400);
  const cy = await server.somebody('Cy', { roles: ['technician'] });
  expect((await rules(cy)).status).toBe(403);
  expect((await rules(cy, 'PUT', { version, rules: [] })).status).toBe(403);
});
