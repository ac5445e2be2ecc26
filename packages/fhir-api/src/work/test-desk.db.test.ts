/** A desk from a folder of its own is mounted by naming it: its list, states and rule hold, and the kernel knows nothing of it. */
import { umbrellas } from '@charthouse/testkit/desk';
import { houseDesks, kernelOf, problemsOfDesks, taskSystem, worklistSystem } from '@charthouse/worklist';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { request, type TestServer, testServer } from '../door.testing.ts';

const desks = [...houseDesks, umbrellas];
let server: TestServer;
beforeAll(async () => {
  server = await testServer({}, {}, { kernel: kernelOf(desks) });
});
afterAll(() => server.close());

const umbrella = (description: string) => ({
  ...{ resourceType: 'Task', status: 'requested', intent: 'order', description },
  code: { coding: [{ system: taskSystem, code: 'return-umbrella' }] },
});

it('fits together with the desks of the house', () => {
  expect(problemsOfDesks(desks)).toEqual([]);
});

it('places its tasks by its rule, and else by their kind', async () => {
  const { json: black } = await request(server, 'POST /Task', { body: umbrella('A black one') });
  expect(black.meta.tag).toEqual([{ system: worklistSystem, code: 'umbrellas/found' }]);
  const { json: gold } = await request(server, 'POST /Task', { body: umbrella('One of GOLD') });
  const display = 'Golden umbrellas are locked away';
  expect(gold.meta.tag).toEqual([{ system: worklistSystem, code: 'umbrellas/golden', display }]);
});

it('has its states enforced', async () => {
  const { json: made } = await request(server, 'POST /Task', { body: umbrella('A red one') });
  const done = { ...made, status: 'completed', output: [{ type: { text: 'to' }, valueString: 'Bo' }] };
  const refused = await request(server, `PUT /Task/${made.id}`, { body: done });
  expect(refused.json.issue[0].diagnostics).toBe('From requested a task of this kind becomes in-progress, on-hold.');
});

it('a task goes to a list that there is, by a person; what is sent without a list stays where it was', async () => {
  const { json: made } = await request(server, 'POST /Task', { body: umbrella('A green one') });
  const tagged = (code: string) => ({ ...made, meta: { tag: [{ system: worklistSystem, code }] } });
  const nowhere = await request(server, `PUT /Task/${made.id}`, { body: tagged('umbrellas/lost') });
  expect(nowhere.status).toBe(422);
  expect(nowhere.json.issue[0].diagnostics).toContain('There is no worklist "umbrellas/lost"');
  const { json: routed } = await request(server, `PUT /Task/${made.id}`, { body: tagged('umbrellas/golden') });
  expect(routed.meta.tag).toEqual([{ system: worklistSystem, code: 'umbrellas/golden', userSelected: true }]);
  const { json: kept } = await request(server, `PUT /Task/${made.id}`, { body: { ...made, meta: undefined } });
  expect(kept.meta.tag).toEqual(routed.meta.tag);
});
