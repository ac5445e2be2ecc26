import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SignedIn, signedIn } from '../people/signed-in.testing.ts';

let server: SignedIn;
beforeAll(async () => {
  server = await signedIn();
});
afterAll(() => server.close());

const desk =
  ({ token }: { readonly token: string }) =>
  (method: string, path: string, body?: object | string) =>
    fetch(`${server.address}/workbench/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });

test('what somebody typed is theirs alone, is replaced and dropped, and goes after thirty days', async () => {
  const ada = desk(await server.somebody('Ada', { roles: ['technician'] }));
  const bo = desk(await server.somebody('Bo', { roles: ['technician'] }));
  const drafts = async (who: typeof ada) =>
    ((await (await who('GET', 'drafts')).json()) as { drafts: object[] }).drafts;
  expect((await ada('PUT', 'drafts/Patient/1/identity', { family: 'Oka' })).status).toBe(204);
  expect((await ada('PUT', 'drafts/Patient/1/identity', { family: 'Okafor' })).status).toBe(204);
  expect(await drafts(ada)).toEqual([
    { key: 'Patient/1/identity', body: { family: 'Okafor' }, changed: expect.any(Number) },
  ]);
  expect(await drafts(bo)).toEqual([]);
  expect((await bo('DELETE', 'drafts/Patient/1/identity')).status).toBe(204);
  expect(await drafts(ada)).toHaveLength(1);
  await server.db.query(`update draft set changed = now() - interval '31 days'`);
  expect(await drafts(ada)).toEqual([]);
  expect((await server.db.query('select from draft')).rowCount).toBe(0);
});

test('a draft is an object of bearable size with a plain key, of somebody who is signed in', async () => {
  const ada = desk(await server.somebody('Ada', { roles: ['technician'] }));
  expect((await ada('PUT', 'drafts/a', '[1]')).status).toBe(400);
  expect((await ada('PUT', 'drafts/a%20b', {})).status).toBe(400);
  expect((await ada('PUT', 'drafts/a', { long: 'x'.repeat(70_000) })).status).toBe(413);
  expect((await desk({ token: 'nobody' })('GET', 'drafts')).status).toBe(401);
});

test('the frame is told who may break the glass, and when an idle session ends', async () => {
  const me = async (role: string) => (await desk(await server.somebody('Cy', { roles: [role] }))('GET', 'me')).json();
  expect(await me('clinician')).toMatchObject({ mayBreakGlass: true, idleMinutes: 15, name: 'Cy' });
  expect(await me('technician')).toMatchObject({ mayBreakGlass: false, idleMinutes: 30 });
});
