import { afterAll, beforeAll, expect, test } from 'vitest';
import { stateCall } from '../demo/state.ts';
import { type SignedIn, signedIn } from '../people/signed-in.testing.ts';

let server: SignedIn;
beforeAll(async () => {
  server = await signedIn();
});
afterAll(() => server.close());

interface Step {
  readonly id: string;
  readonly isDone: boolean;
  readonly detail?: unknown;
}

async function setUp(token: string): Promise<{ status: number; steps: Record<string, Step> }> {
  const answer = await fetch(`${server.address}/workbench/set-up`, { headers: { authorization: `Bearer ${token}` } });
  const { steps = [] } = (await answer.json()) as { steps?: Step[] };
  return { status: answer.status, steps: Object.fromEntries(steps.map((step) => [step.id, step])) };
}

test('each state is what the server has: nothing at first, and done when it is done', async () => {
  const { token, account } = await server.somebody('Ada', { roles: ['administrator'] });
  const before = (await setUp(token)).steps;
  expect(before).toMatchObject({
    organisation: { isDone: false, detail: 0 },
    people: { isDone: false, detail: 1 },
    signIn: { isDone: false, detail: '0 / 1' },
    backup: { isDone: false },
    feeds: { isDone: false },
    demo: { isDone: false },
  });
  const feed = await server.somebody('ADT', { kind: 'service', roles: ['feed'] });
  expect(
    (await feed('PUT /Organization/house', { resourceType: 'Organization', id: 'house', name: 'House' })).status,
  ).toBe(201);
  await server.somebody('Bo', { roles: ['coder'] });
  await server.db.query('update account set totp_confirmed = now() where id = $1', [account]);
  // a patient of anybody is no demo; one that was begun is none yet
  expect((await feed('PUT /Patient/somebody', { resourceType: 'Patient', id: 'somebody' })).status).toBe(201);
  expect((await setUp(token)).steps.demo).toEqual({ id: 'demo', isDone: false });
  const demo = (isLoaded: boolean) => {
    const state = { seed: '1', day: '2026-11-23', size: 'small', isLoaded, daysPassed: 0 } as const;
    return feed('PUT /Library/demo-hospital', stateCall(state).resource);
  };
  expect((await demo(false)).status).toBe(201);
  expect((await setUp(token)).steps.demo).toEqual({ id: 'demo', isDone: false });
  expect((await demo(true)).status).toBe(200);
  expect((await setUp(token)).steps.demo).toEqual({ id: 'demo', isDone: true, detail: '2026-11-23' });
  await server.db.query(`insert into job (kind, state, finished) values ('backup', 'done', now())`);
  expect((await setUp(token)).steps).toMatchObject({
    organisation: { isDone: true, detail: 1 },
    people: { isDone: true, detail: 2 },
    signIn: { isDone: true, detail: '1 / 1' },
    backup: { isDone: true, detail: expect.any(Number) },
    feeds: { isDone: true, detail: 1 },
  });
});

test('who may not change settings is told so', async () => {
  const { token } = await server.somebody('Cy', { roles: ['coder'] });
  expect((await setUp(token)).status).toBe(403);
});
