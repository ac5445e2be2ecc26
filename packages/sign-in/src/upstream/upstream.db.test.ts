import { afterAll, beforeAll, expect, test } from 'vitest';
import { findByEmail } from '../accounts/accounts.ts';
import { authorizeAddress, codeOf, exchange } from '../app.testing.ts';
import { newBrowser, type Page } from '../browser.testing.ts';
import { type Opened, openedSignIn } from '../opened.testing.ts';
import { readRoleRules } from './role-rules.ts';
import { clientSecret, type Organisation, organisation } from './upstream.testing.ts';

let opened: Opened;
let other: Organisation;
let app: string;
beforeAll(async () => {
  other = await organisation();
  opened = await openedSignIn({
    issuer: other.issuer,
    clientId: 'charthouse',
    clientSecret,
    name: 'St Elsewhere',
    roles: readRoleRules('groups:Ward 3 nurses=clinician, groups:HIM=records-custodian'),
  });
  other.begin(`${opened.url}/auth/upstream`);
  app = (await opened.client()).id;
});
afterAll(async () => {
  await opened.close();
  await other.close();
});

/** Signs in at the organisation; resolves to the page of ours that comes then. */
async function signIn(
  name: string,
  claims: Record<string, unknown>,
): Promise<{ page: Page; browser: ReturnType<typeof newBrowser> }> {
  other.people.set(name, claims);
  const browser = newBrowser(`${opened.url}/app`);
  let page = await browser.go(authorizeAddress(opened, { client: app, scope: 'openid user/*.rs' }));
  expect(page.text).toContain('Sign in with St Elsewhere');
  page = await browser.submit(page, '/upstream');
  page = await browser.submit(page, '', { login: name, password: 'any' });
  page = await browser.submit(page, '');
  return { page, browser };
}

test('people sign in at their organisation and have the roles that follow from what it says', async () => {
  const { page, browser } = await signIn('nora', {
    email: 'nora@example.org',
    email_verified: true,
    name: 'Nora',
    groups: ['Ward 3 nurses', 'All'],
  });
  expect(page.text).toContain('You are signed in as Nora');
  const end = await browser.submit(page, '/consent', { answer: 'allow' });
  const { body } = await exchange(opened, app, codeOf(end));
  expect(await opened.signIn.authenticate(`Bearer ${body.access_token}`)).toMatchObject({
    known: { name: 'Nora', roles: ['clinician'] },
  });
  await signIn('nora', { email: 'nora@example.org', email_verified: true, groups: ['HIM'] });
  expect(await findByEmail(opened.database.query, 'nora@example.org')).toMatchObject({ roles: ['records-custodian'] });
});

test('an account that is here is joined by an address the organisation has verified, and keeps its own roles', async () => {
  await opened.person('ada@example.org', { roles: ['coder'] });
  const stranger = await signIn('mallory', { email: 'ada@example.org', email_verified: false, groups: ['HIM'] });
  expect(stranger.page).toMatchObject({ status: 403 });
  const { page } = await signIn('ada', { email: 'Ada@example.org', email_verified: true, groups: [] });
  expect(page.text).toContain('You are signed in as Test Person');
  expect(await findByEmail(opened.database.query, 'ada@example.org')).toMatchObject({ roles: ['coder'] });
});

test('whom no role follows for stays outside, as does an answer that nobody asked for', async () => {
  const { page } = await signIn('guest', { email: 'guest@example.org', email_verified: true, groups: ['Visitors'] });
  expect(page.status).toBe(403);
  expect(page.text).toContain('you have no account here');
  expect(await findByEmail(opened.database.query, 'guest@example.org')).toBeUndefined();
  const browser = newBrowser(`${opened.url}/app`);
  const begun = await browser.go(authorizeAddress(opened, { client: app, scope: 'openid user/*.rs' }));
  const uid = begun.url.split('/').at(-1);
  expect((await browser.go(`${opened.url}/auth/upstream?state=${uid}.forged&code=x`)).status).toBe(401);
});

test('who has to sign in anew has to do so at the organisation too', async () => {
  const { browser } = await signIn('ruth', { email: 'ruth@example.org', email_verified: true, groups: ['HIM'] });
  const more = { prompt: 'login' };
  const asked = await browser.go(authorizeAddress(opened, { client: app, scope: 'openid user/*.rs', more }));
  const there = await browser.submit(asked, '/upstream');
  expect(there.text).toContain('name="login"');
});
