import { createHash, createHmac } from 'node:crypto';
import { sql } from '@charthouse/fhir-search';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { disableAccount } from './accounts/accounts.ts';
import { askToken, authorizeAddress, codeOf, exchange, letIn, verifier } from './app.testing.ts';
import { newBrowser, type Page } from './browser.testing.ts';
import { revokeClient } from './clients/clients.ts';
import { type Opened, openedSignIn, password } from './opened.testing.ts';
import { forgetPassword } from './passwords/set-password.ts';

let opened: Opened;
let app: string;
beforeAll(async () => {
  opened = await openedSignIn();
  app = (await opened.client()).id;
  await opened.person('ada@example.org');
});
afterAll(() => opened.close());

const scope = 'openid user/*.rs';
const browser = () => newBrowser(`${opened.url}/app`);
const bearer = (token: string) => opened.signIn.authenticate(`Bearer ${token}`);
const enter = (more: Record<string, string | undefined> = {}, who = browser()) =>
  letIn(opened, who, { client: app, scope, email: 'ada@example.org', more });
const tokens = async () => (await exchange(opened, app, codeOf(await enter()))).body;
/** What the app is told in its redirect. */
const told = (page: Page) => new URL(page.url).searchParams.get('error');

test('a token that we did not give is worth nothing, however it is made', async () => {
  const { access_token: good, id_token: identity } = await tokens();
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = part({ sub: 'x', aud: opened.fhirBase, scope: 'user/*.cruds', exp: 4e9 });
  const keys = await (await fetch(`${opened.url}/auth/jwks`)).text();
  const unsigned = `${part({ alg: 'none' })}.${claims}.`;
  const confused = `${part({ alg: 'HS256' })}.${claims}`;
  const signature = createHmac('sha256', keys).update(confused).digest('base64url');
  const { privateKey } = await generateKeyPair('RS256');
  const foreign = await new SignJWT({ scope })
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuer('https://evil.example')
    .sign(privateKey);
  for (const token of [
    unsigned,
    `${confused}.${signature}`,
    foreign,
    identity!,
    `${good}x`,
    good.slice(1),
    '',
    "' or 1=1 --",
    `${good} ${good}`,
  ])
    expect(await bearer(token)).toEqual({ refused: 'invalid' });
  expect(await opened.signIn.authenticate(`Basic ${good}`)).toEqual({ refused: 'invalid' });
  expect(await opened.signIn.authenticate(undefined)).toEqual({ refused: 'none' });
  expect(await bearer(good)).toHaveProperty('known');
});

test('a token ends when it expires, or its person or app is out', async () => {
  const [expired, disabled, revoked] = [await tokens(), await tokens(), await tokens()];
  const hash = createHash('sha256').update(expired.access_token).digest('base64url');
  await opened.database.query(sql`update oidc set expires = now() - interval '1 s' where id_hash = ${hash}`);
  expect(await bearer(expired.access_token)).toEqual({ refused: 'invalid' });
  const other = await opened.client();
  const id = await opened.person('gone@example.org');
  const page = await letIn(opened, browser(), { client: other.id, scope, email: 'gone@example.org' });
  const { access_token: theirs } = (await exchange(opened, other.id, codeOf(page))).body;
  await disableAccount(opened.database.query, id);
  expect(await bearer(theirs)).toEqual({ refused: 'invalid' });
  expect((await letIn(opened, browser(), { client: app, scope, email: 'gone@example.org' })).status).toBe(401);
  expect(await bearer(disabled.access_token)).toHaveProperty('known');
  const own = await opened.client();
  const last = await letIn(opened, browser(), { client: own.id, scope, email: 'ada@example.org' });
  const { access_token: apps } = (await exchange(opened, own.id, codeOf(last))).body;
  await revokeClient(opened.database.query, own.id);
  expect(await bearer(apps)).toEqual({ refused: 'invalid' });
  expect(await bearer(revoked.access_token)).toHaveProperty('known');
});

test('nothing in the database opens anything by itself', async () => {
  const who = browser();
  const given = (await exchange(opened, app, codeOf(await enter({}, who)))).body;
  const tables = ['oidc', 'session_use', 'sign_in_step', 'launch_context', 'account', 'client'];
  const rows = await Promise.all(
    tables.map((table) => opened.database.query({ text: `select * from ${table}`, values: [] })),
  );
  const dump = JSON.stringify(rows);
  const cookies = [...who.cookies.values()].map(({ value }) => value);
  expect(cookies.length).toBeGreaterThan(0);
  for (const secret of [given.access_token, given.id_token!, password, ...cookies]) expect(dump).not.toContain(secret);
});

test('a code is good once: again it ends what it gave, also for two at one moment, and for no other app', async () => {
  const code = codeOf(await enter());
  const first = await exchange(opened, app, code);
  expect((await exchange(opened, app, code)).body.error).toBe('invalid_grant');
  expect(await bearer(first.body.access_token)).toEqual({ refused: 'invalid' });
  const twice = codeOf(await enter());
  const both = await Promise.all([exchange(opened, app, twice), exchange(opened, app, twice)]);
  expect(both.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
  const other = await opened.client();
  expect((await exchange(opened, other.id, codeOf(await enter()))).body.error).toBe('invalid_grant');
});

test('PKCE cannot be left out, weakened or guessed', async () => {
  for (const more of [
    { code_challenge: undefined, code_challenge_method: undefined },
    { code_challenge: verifier, code_challenge_method: 'plain' },
    { code_challenge: verifier, code_challenge_method: undefined },
  ])
    expect(told(await enter(more))).toBe('invalid_request');
  const fields = { grant_type: 'authorization_code', client_id: app, redirect_uri: `${opened.url}/app` };
  const ask = async (more: Record<string, string>) =>
    askToken(opened, { ...fields, code: codeOf(await enter()), ...more });
  expect((await ask({})).body.error).toBe('invalid_grant');
  expect((await ask({ code_verifier: 'x'.repeat(43) })).body.error).toBe('invalid_grant');
});

test('codes go to the registered address and nowhere near it', async () => {
  const own = `${opened.url}/app`;
  for (const redirect_uri of [
    'https://evil.example/',
    `${own}/`,
    `${own}/../evil`,
    `${own}?next=https://evil.example`,
    `${own}#x`,
    own.replace('localhost', 'localhost.evil.example'),
    own.replace('localhost', 'user@localhost'),
    own.toUpperCase(),
    'javascript:alert(1)',
    undefined,
  ]) {
    const page = await browser().go(authorizeAddress(opened, { client: app, scope, more: { redirect_uri } }));
    expect(page.status).toBe(400);
    expect(page.url).toContain('/auth/authorize');
    expect(page.text).toContain('This sign-in cannot go on');
  }
});

test('an app has to name this record, and gets no scope that it was not registered for', async () => {
  for (const aud of [undefined, 'https://other.example/fhir/R4', `${opened.url}/fhir`, 'http://127.0.0.1:1/fhir/R4'])
    expect(told(await enter({ aud }))).toBe('invalid_request');
  const thisMachine = opened.fhirBase.replace(/localhost|127\.0\.0\.1/, (name) =>
    name === 'localhost' ? '127.0.0.1' : 'localhost',
  );
  expect(codeOf(await enter({ aud: thisMachine }))).toBeTruthy();
  const page = await letIn(opened, browser(), {
    client: app,
    scope: 'openid user/*.rs system/*.cruds patient/*.cruds admin',
    email: 'ada@example.org',
    patient: 'p1',
  });
  expect((await exchange(opened, app, codeOf(page))).body.scope.split(' ').sort()).toEqual(['openid', 'user/*.rs']);
  const { id } = await opened.client({ kind: 'confidential' });
  expect(
    (await askToken(opened, { grant_type: 'client_credentials', client_id: id, client_secret: 'guess' })).status,
  ).toBe(401);
  expect((await askToken(opened, { grant_type: 'client_credentials', client_id: app })).status).toBe(400);
  expect(
    (await askToken(opened, { grant_type: 'password', username: 'ada@example.org', password, client_id: app })).status,
  ).toBe(400);
});

test('a refresh cannot ask for more, nor can another app use it', async () => {
  const page = await letIn(opened, browser(), {
    client: app,
    scope: 'openid user/Patient.rs offline_access',
    email: 'ada@example.org',
  });
  const { refresh_token: refresh = '' } = (await exchange(opened, app, codeOf(page))).body;
  const other = await opened.client();
  expect(
    (await askToken(opened, { grant_type: 'refresh_token', refresh_token: refresh, client_id: other.id })).status,
  ).toBe(400);
  const wide = await askToken(opened, {
    grant_type: 'refresh_token',
    refresh_token: refresh,
    client_id: app,
    scope: 'openid user/*.cruds',
  });
  expect(wide).toMatchObject({ status: 400, body: { error: 'invalid_scope' } });
});

test('a service cannot use the key, audience or algorithm of another', async () => {
  const { publicKey, privateKey } = await generateKeyPair('ES384', { extractable: true });
  const jwks = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'ES384' }] });
  const service = { kind: 'service', name: 'Feed', scopes: 'system/*.rs', redirectUris: [] } as const;
  const { id } = await opened.client({ ...service, jwks });
  const stranger = await generateKeyPair('ES384');
  interface Forged {
    audience?: string;
    key?: Parameters<SignJWT['sign']>[0];
    alg?: string;
    expires?: number;
    issuer?: string;
  }
  const ask = async ({
    audience = `${opened.url}/auth/token`,
    key = privateKey,
    alg = 'ES384',
    expires = 200,
    issuer = id,
  }: Forged) => {
    const now = Math.floor(Date.now() / 1000);
    const assertion = await new SignJWT({
      jti: crypto.randomUUID(),
      iss: issuer,
      sub: id,
      aud: audience,
      exp: now + expires,
    })
      .setProtectedHeader({ alg, kid: 'k' })
      .sign(key);
    const client_assertion_type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
    return (
      await askToken(opened, {
        grant_type: 'client_credentials',
        scope: 'system/*.rs',
        client_assertion_type,
        client_assertion: assertion,
      })
    ).status;
  };
  expect(await ask({})).toBe(200);
  expect(await ask({ audience: 'https://other.example/token' })).toBe(401);
  expect(await ask({ key: stranger.privateKey })).toBe(401);
  expect(await ask({ expires: -60 })).toBe(401);
  expect(await ask({ issuer: 'somebody-else' })).toBe(401);
  expect(await ask({ alg: 'HS256', key: new TextEncoder().encode(jwks) })).toBe(401);
});

test('a session cannot be fixed, a sign-in not be taken over, a form not be forged', async () => {
  const victim = browser();
  victim.cookies.set('charthouse_session@/', { value: 'chosen-by-the-attacker', path: '/' });
  const page = await victim.go(authorizeAddress(opened, { client: app, scope }));
  const forged = await victim.go(`${page.url}/password`, {
    method: 'POST',
    body: new URLSearchParams({ email: 'ada@example.org', password, csrf: 'x' }),
  });
  expect(forged.status).toBe(403);
  const stolen = await browser().go(page.url); // the address alone, without the cookie
  expect(stolen.status).toBe(400);
  await victim.submit(page, '/password', { email: 'ada@example.org', password });
  expect(victim.cookies.get('charthouse_session@/')?.value).not.toBe('chosen-by-the-attacker');
  const fixed = browser();
  fixed.cookies.set('charthouse_session@/', { value: 'chosen-by-the-attacker', path: '/' });
  expect((await fixed.go(`${opened.url}/auth/account`)).text).toContain('/password"');
  const signedIn = await victim.go(`${opened.url}/auth/account`);
  expect(signedIn.text).toContain('Your account');
  const change = await victim.go(`${opened.url}/auth/account/password`, {
    method: 'POST',
    body: new URLSearchParams({ password: 'one more long password' }),
  });
  expect(change.status).toBe(403);
});

test('after a reset the old password opens nothing', async () => {
  const id = await opened.person('lost@example.org');
  await forgetPassword(opened.database.query, id);
  const page = await letIn(opened, browser(), { client: app, scope, email: 'lost@example.org' });
  expect(page.status).toBe(401);
});

test('guessing many at the same moment is no way around the waiting', async () => {
  await opened.person('crowd@example.org');
  const mine = browser();
  const page = await mine.go(authorizeAddress(opened, { client: app, scope }));
  const guess = (_: unknown, i: number) =>
    mine.submit(page, '/password', { email: 'crowd@example.org', password: `guess ${i}` });
  const answers = await Promise.all(Array.from({ length: 20 }, guess));
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(15);
});

test('no page sends anybody elsewhere', async () => {
  const evil = encodeURIComponent('https://evil.example/');
  for (const path of [
    `session/end?post_logout_redirect_uri=${evil}`,
    `upstream?state=${evil}`,
    `account?next=${evil}`,
    `sign-in/${evil}`,
  ]) {
    const page = await browser().go(`${opened.url}/auth/${path}`);
    expect(new URL(page.url).origin).toBe(opened.url);
    expect(page.text).not.toContain('evil.example');
  }
});

test('what was typed comes back as text, never as markup', async () => {
  const mine = browser();
  const page = await mine.go(
    authorizeAddress(opened, { client: app, scope, more: { login_hint: '"><script>alert(1)</script>' } }),
  );
  expect(page.text).not.toContain('<script>alert');
  const again = await mine.submit(page, '/password', { email: `"><img src=x onerror=alert(1)>`, password: 'x' });
  expect(again.text).not.toContain('<img');
});
