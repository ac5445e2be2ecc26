import { sql } from '@charthouse/fhir-search';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { authorizeAddress, codeOf, exchange, letIn } from './app.testing.ts';
import { newBrowser } from './browser.testing.ts';
import { type Opened, openedSignIn, password } from './opened.testing.ts';

let opened: Opened;
let client: string;
beforeAll(async () => {
  opened = await openedSignIn();
  client = (await opened.client()).id;
  await opened.person('ada@example.org');
});
afterAll(() => opened.close());

const scope = 'openid user/*.rs';

/** Moves the sign-in of every session into the past. */
const age = (seconds: number) =>
  opened.database.query(sql`
    update oidc set payload = jsonb_set(payload::jsonb, '{loginTs}', to_jsonb((payload ->> 'loginTs')::bigint - ${seconds}::int))
    where model = 'Session'`);

test('an app that needs a recent sign-in gets one, and its tokens say when that was', async () => {
  const browser = newBrowser(`${opened.url}/app`);
  await letIn(opened, browser, { client, scope, email: 'ada@example.org' });
  await age(600);
  const ask = (more: Record<string, string>) => browser.go(authorizeAddress(opened, { client, scope, more }));
  const silent = await ask({ max_age: '3600' });
  const known = await opened.signIn.authenticate(
    `Bearer ${(await exchange(opened, client, codeOf(silent))).body.access_token}`,
  );
  const before = Date.now();
  expect('known' in known && before - known.known.authenticated!).toBeGreaterThan(590_000);

  expect((await ask({ prompt: 'login' })).text).toContain('/password"');
  const page = await browser.submit(await ask({ max_age: '300' }), '/password', { email: 'ada@example.org', password });
  const { body } = await exchange(opened, client, codeOf(page));
  const claims = JSON.parse(Buffer.from(body.id_token!.split('.')[1]!, 'base64url').toString());
  expect(Math.abs(claims.auth_time * 1000 - before)).toBeLessThan(5_000);
  expect(await opened.signIn.authenticate(`Bearer ${body.access_token}`)).toMatchObject({
    known: { authenticated: claims.auth_time * 1000 },
  });
});

test('whoever cannot be asked is not taken for somebody who just signed in', async () => {
  const browser = newBrowser(`${opened.url}/app`);
  await letIn(opened, browser, { client, scope, email: 'ada@example.org' });
  await age(600);
  const more = { max_age: '300', prompt: 'none' };
  const page = await browser.go(authorizeAddress(opened, { client, scope, more }));
  expect(new URL(page.url).searchParams.get('error')).toBe('login_required');
});
