import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askToken, authorizeAddress, codeOf, verifier } from './app.testing.ts';
import { newBrowser } from './browser.testing.ts';
import { type Opened, openedSignIn, password } from './opened.testing.ts';

let opened: Opened;
beforeAll(async () => {
  opened = await openedSignIn();
  await opened.person('ada@example.org');
});
afterAll(() => opened.close());

const scope = 'openid fhirUser online_access user/*.cruds';
const address = (more = {}) =>
  authorizeAddress(opened, {
    client: 'workbench',
    scope,
    more: { redirect_uri: `${opened.url}/signed-in`, aud: undefined, ...more },
  });
const bearer = (token: string) => opened.signIn.authenticate(`Bearer ${token}`);
const refresh = (token = '') =>
  askToken(opened, { grant_type: 'refresh_token', refresh_token: token, client_id: 'workbench' });

async function signedIn() {
  const browser = newBrowser(`${opened.url}/signed-in`);
  const page = await browser.go(address());
  const end = await browser.submit(page, '/password', { email: 'ada@example.org', password });
  const { body } = await askToken(opened, {
    grant_type: 'authorization_code',
    client_id: 'workbench',
    code: codeOf(end),
    redirect_uri: `${opened.url}/signed-in`,
    code_verifier: verifier,
  });
  return { browser, tokens: body };
}

test('the workbench is there without being registered, asks nobody for consent, and refreshes while the session lives', async () => {
  const { browser, tokens } = await signedIn();
  expect(tokens.scope.split(' ')).toEqual(expect.arrayContaining(scope.split(' ')));
  expect(await bearer(tokens.access_token)).toHaveProperty('known');
  const next = await refresh(tokens.refresh_token);
  expect(next.status).toBe(200);
  expect(next.body.refresh_token).not.toBe(tokens.refresh_token);

  const out = new URLSearchParams({ client_id: 'workbench', post_logout_redirect_uri: `${opened.url}/` });
  const page = await browser.go(`${opened.url}/auth/session/end?${out}`);
  await browser.submit(page, '/session/end/confirm', { logout: 'yes' }).catch(() => undefined);
  expect(await bearer(next.body.access_token)).toEqual({ refused: 'invalid' });
  expect((await refresh(next.body.refresh_token)).status).toBe(400);
});

test('a refresh token that comes twice ends everything that came of it', async () => {
  const { tokens } = await signedIn();
  const next = await refresh(tokens.refresh_token);
  expect((await refresh(tokens.refresh_token)).status).toBe(400);
  expect(await bearer(next.body.access_token)).toEqual({ refused: 'invalid' });
  expect((await refresh(next.body.refresh_token)).status).toBe(400);
});

test('its code goes to its own pages only, with PKCE, and its session is opened by nothing else', async () => {
  const { browser } = await signedIn();
  for (const redirect_uri of ['https://evil.example/', `${opened.url}/app`, `${opened.url}/signed-in/`]) {
    const page = await browser.go(address({ redirect_uri }));
    expect([redirect_uri, page.status]).toEqual([redirect_uri, 400]);
  }
  const bare = await browser.go(address({ code_challenge: undefined, code_challenge_method: undefined }));
  expect(new URL(bare.url).searchParams.get('error')).toBe('invalid_request');
  const session = [...browser.cookies].map(([key, { value }]) => `${key.split('@')[0]}=${value}`).join('; ');
  expect(await opened.signIn.authenticate(undefined)).toEqual({ refused: 'none' });
  expect(await bearer(session.split('=')[1]!.split(';')[0]!)).toEqual({ refused: 'invalid' });
  const other = createHash('sha256').update(randomBytes(8)).digest('base64url');
  const silent = await newBrowser(`${opened.url}/signed-in`).go(address({ prompt: 'none', code_challenge: other }));
  expect(new URL(silent.url).searchParams.get('error')).toBe('login_required');
});
