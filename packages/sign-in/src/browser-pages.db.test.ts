import { sql } from '@charthouse/fhir-search';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeLink } from './accounts/one-time-links.ts';
import { authorizeAddress, codeOf, exchange, letIn } from './app.testing.ts';
import { newBrowser } from './browser.testing.ts';
import { admit } from './limits/attempts.ts';
import { type Opened, openedSignIn, password } from './opened.testing.ts';

let opened: Opened;
let app: string;
beforeAll(async () => {
  opened = await openedSignIn();
  app = (await opened.client()).id;
});
afterAll(() => opened.close());

const browser = () => newBrowser(`${opened.url}/app`);
const start = () => authorizeAddress(opened, { client: app, scope: 'openid user/*.rs' });

test('a link lets a person choose a password once, and says why one is not taken', async () => {
  const id = await opened.person('link@example.org');
  const secret = await makeLink(opened.database.query, id);
  const mine = browser();
  let page = await mine.go(`${opened.url}/auth/link/${secret}`);
  expect(page.text).toContain('value="link@example.org"');
  page = await mine.submit(page, secret, { password: 'short' });
  expect(page).toMatchObject({ status: 400 });
  expect(page.text).toContain('The password has 5 characters; at least 15 are needed.');
  page = await mine.submit(page, secret, { password: 'seven purple hats at noon' });
  expect(page.text).toContain('The password is kept');
  expect((await mine.go(`${opened.url}/auth/link/${secret}`)).status).toBe(410);
  page = await mine.submit(await mine.go(start()), '/password', {
    email: 'link@example.org',
    password: 'seven purple hats at noon',
  });
  expect(page.text).toContain('Let Growth chart in?');
});

test('nobody learns who has an account: the answer is the same, and takes as long', async () => {
  await opened.person('here@example.org');
  const tries = async (email: string) => {
    const mine = browser();
    const page = await mine.go(start());
    const began = performance.now();
    const answer = await mine.submit(page, '/password', { email, password: 'wrong wrong wrong wrong' });
    return {
      text: answer.text.replaceAll(email, '').replace(/sign-in\/[^"/]+|value="[^"]*"/g, ''),
      status: answer.status,
      took: performance.now() - began,
    };
  };
  await tries('warm-up@example.org');
  const here = await tries('here@example.org');
  const nowhere = await tries('nowhere@example.org');
  expect(here.status).toBe(401);
  expect({ ...nowhere, took: 0 }).toEqual({ ...here, took: 0 });
  expect(nowhere.took).toBeGreaterThan(here.took / 4);
});

test('wrong guesses make the guesser wait, and nobody who comes from elsewhere', async () => {
  await opened.person('victim@example.org');
  const mine = browser();
  let page = await mine.go(start());
  for (let i = 0; i < 5; i++)
    page = await mine.submit(page, '/password', { email: 'victim@example.org', password: `guess ${i}` });
  page = await mine.submit(page, '/password', { email: 'victim@example.org', password });
  expect(page.status).toBe(429);
  expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(page.text).toContain('too many wrong attempts');
  expect(opened.events).toContainEqual(expect.objectContaining({ action: 'made to wait', address: '127.0.0.1' }));
});

test('who signed in with a browser before does not wait for a stranger behind the same network address', async () => {
  await opened.person('ward@example.org');
  const tries = async (who: ReturnType<typeof browser>, secret: string) =>
    who.submit(await who.go(`${start()}&prompt=login`), '/password', { email: 'ward@example.org', password: secret });
  const own = browser();
  expect((await tries(own, password)).text).toContain('Let Growth chart in?');
  const stranger = browser();
  for (let i = 0; i < 5; i++) await tries(stranger, `guess ${i}`);
  expect((await tries(stranger, password)).status).toBe(429);
  expect((await tries(own, password)).text).toContain('Let Growth chart in?');
  for (let i = 0; i < 5; i++) await tries(own, `guess ${i}`);
  expect((await tries(own, password)).status).toBe(429);
});

test('guesses from many network addresses, one from each, are slowed, also all at once; who signed in before is not', async () => {
  await opened.person('target@example.org');
  const tries = async (who: ReturnType<typeof browser>) =>
    who.submit(await who.go(`${start()}&prompt=login`), '/password', { email: 'target@example.org', password });
  const own = browser();
  await tries(own);
  const rows = await opened.database.query<{ who: string }>(
    sql`select who from sign_in_attempt order by id desc limit 1`,
  );
  const { who } = rows[0]!;
  await opened.database.query(sql`delete from sign_in_attempt where who = ${who}`);
  const guesses = Array.from({ length: 30 }, (_, i) => admit(opened.database, { who, address: `198.51.100.${i}` }));
  const waits = (await Promise.all(guesses)).filter((one) => 'wait' in one);
  expect(waits).toHaveLength(20);
  expect(waits).toContainEqual({ wait: 2 });
  expect((await tries(browser())).status).toBe(429);
  expect((await tries(own)).text).toContain('Let Growth chart in?');
});

test('an authenticator app is asked for once it is set up, each code once; recovery codes open once', async () => {
  await opened.person('totp@example.org');
  const mine = browser();
  const signIn = async (who = browser()) =>
    who.submit(await who.go(start()), '/password', { email: 'totp@example.org', password });
  await signIn(mine);
  let page = await mine.go(`${opened.url}/auth/account`);
  expect(page.text).toContain('Set up an authenticator app');
  page = await mine.submit(page, '/totp');
  const key = /class="mono">([A-Z2-7 ]+)</.exec(page.text)![1]!.replaceAll(' ', '');
  const code = () => new TOTP({ secret: Secret.fromBase32(key) }).generate();
  expect((await mine.submit(page, '/totp-confirm', { code: '000000' })).text).toContain('not the one of this moment');
  const used = code();
  page = await mine.submit(page, '/totp-confirm', { code: used });
  const codes = [...page.text.matchAll(/<li>([a-z\d-]{19})<\/li>/g)].map(([, one]) => one!);
  expect(codes).toHaveLength(10);

  const other = browser();
  page = await signIn(other);
  expect(page.text).toContain('One more step');
  expect((await other.submit(page, '/code', { code: used })).status).toBe(401);
  page = await other.submit(page, '/code', { code: codes[0]!.toUpperCase() });
  expect(page.text).toContain('Let Growth chart in?');
  const third = browser();
  expect((await third.submit(await signIn(third), '/code', { code: codes[0]! })).status).toBe(401);
  expect(opened.events).toContainEqual(expect.objectContaining({ action: 'signed in', means: ['pwd', 'kba', 'mfa'] }));
});

test('an app can ask that somebody proves anew who they are, with two factors', async () => {
  await opened.person('again@example.org');
  const mine = browser();
  const ask = { client: app, scope: 'openid user/*.rs', email: 'again@example.org' };
  await letIn(opened, mine, ask);
  expect((await mine.go(start())).url).toContain('/app?code='); // no question: signed in
  expect((await mine.go(authorizeAddress(opened, { ...ask, more: { max_age: '0' } }))).text).toContain('/password"');
  expect((await mine.go(authorizeAddress(opened, { ...ask, more: { prompt: 'login' } }))).text).toContain('/password"');
  const page = await letIn(opened, mine, { ...ask, more: { acr_values: 'urn:charthouse:two-factors' } });
  expect(page.text).toContain('A second factor is needed');
});

test('a person sees which apps they let in, and stops one', async () => {
  await opened.person('apps@example.org');
  const mine = browser();
  const page = await letIn(opened, mine, {
    client: app,
    scope: 'openid user/*.rs offline_access',
    email: 'apps@example.org',
  });
  const { body } = await exchange(opened, app, codeOf(page));
  const account = await mine.go(`${opened.url}/auth/account`);
  expect(account.text).toContain('<span>Growth chart</span>');
  expect((await mine.submit(account, '/app-stop')).text).toContain('None now.');
  expect(await opened.signIn.authenticate(`Bearer ${body.access_token}`)).toEqual({ refused: 'invalid' });
});

test('signing out ends the session and its tokens', async () => {
  await opened.person('out@example.org');
  const mine = browser();
  const page = await letIn(opened, mine, { client: app, scope: 'openid user/*.rs', email: 'out@example.org' });
  const { body } = await exchange(opened, app, codeOf(page));
  const question = await mine.go(`${opened.url}/auth/session/end`);
  expect(question.text).toContain('Sign out of Charthouse?');
  const end = await mine.submit(question, '/confirm', { logout: 'yes' });
  expect(end.text).toContain('You are signed out');
  expect(await opened.signIn.authenticate(`Bearer ${body.access_token}`)).toEqual({ refused: 'invalid' });
  expect((await mine.go(start())).text).toContain('/password"');
});

test('every page works without a script, with strict headers', async () => {
  const page = await browser().go(start());
  const policy = page.headers.get('content-security-policy');
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe-inline');
  expect(policy).toContain(`form-action 'self' ${opened.url}`);
  expect(page.headers.get('x-frame-options')).toBe('DENY');
  expect(page.headers.get('cache-control')).toBe('no-store');
  expect(page.text).not.toMatch(/ on[a-z]+="|style="/);
  expect(page.text.match(/<label for="([^"]+)"/g)).toHaveLength(2);
});
