import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askToken, authorizeAddress, codeOf, exchange, letIn } from './app.testing.ts';
import { newBrowser, type Page } from './browser.testing.ts';
import { type Opened, openedSignIn, passTime, password } from './opened.testing.ts';

let opened: Opened;
let app: string;
beforeAll(async () => {
  opened = await openedSignIn();
  app = (await opened.client()).id;
  await opened.person('ada@example.org', { fhirUser: 'Practitioner/ada' });
  await opened.person('pat@example.org', { kind: 'patient', roles: ['patient'], fhirUser: 'Patient/p1' });
});
afterAll(() => opened.close());

const browser = () => newBrowser(`${opened.url}/app`);
const bearer = (token: string) => opened.signIn.authenticate(`Bearer ${token}`);

test('a standalone launch asks who, whose record and what, and the token says so', async () => {
  const mine = browser();
  let page = await mine.go(
    authorizeAddress(opened, { client: app, scope: 'openid fhirUser launch/patient patient/*.rs offline_access' }),
  );
  expect(page.text).toContain('Growth chart');
  page = await mine.submit(page, '/password', { email: ' Ada@Example.ORG', password });
  expect(page.text).toContain('Whose record?');
  expect(page.text).toContain('read everything of this patient');
  const found = await mine.go(`${page.url}/../${page.url.split('/').at(-1)}?patient=reyes`);
  expect(found.text).toContain('REYES, Tomás');
  page = await mine.submit(found, '/consent', { answer: 'allow', patient: 'p2' });
  const { status, body } = await exchange(opened, app, codeOf(page));
  expect(status).toBe(200);
  expect(body).toMatchObject({ patient: 'p2', need_patient_banner: true, token_type: 'Bearer', expires_in: 3600 });
  expect(body.scope.split(' ').sort()).toEqual([
    'fhirUser',
    'launch/patient',
    'offline_access',
    'openid',
    'patient/*.rs',
  ]);
  const claims = JSON.parse(Buffer.from(body.id_token!.split('.')[1]!, 'base64url').toString());
  expect(claims).toMatchObject({
    iss: `${opened.url}/auth`,
    aud: app,
    fhirUser: `${opened.fhirBase}/Practitioner/ada`,
  });
  expect(await bearer(body.access_token)).toMatchObject({
    known: {
      kind: 'staff',
      roles: ['clinician'],
      fhirUser: 'Practitioner/ada',
      client: app,
      patient: 'p2',
      twoFactors: false,
    },
  });
});

test('an app that asks for a visit is given one of the patient, or none in particular', async () => {
  const { id: client } = await opened.client({ scopes: 'launch/encounter user/*.rs' });
  const ask = async (encounter?: string) => {
    const mine = browser();
    const scope = 'launch/encounter user/*.rs';
    const page = await letIn(opened, mine, { client, scope, email: 'ada@example.org', patient: 'p2' });
    expect(page.text).toContain('Which visit?');
    expect(page.text).toMatch(/Emergency visit[\s\S]*Hip replacement[\s\S]*No visit in particular/);
    return mine.submit(page, '/consent', { answer: 'allow', ...(encounter !== undefined && { encounter }) });
  };
  const token = async (page: Page) => (await exchange(opened, client, codeOf(page))).body;
  expect(await token(await ask('e1'))).toMatchObject({ patient: 'p2', encounter: 'e1' });
  expect(await token(await ask(''))).toEqual(expect.not.objectContaining({ encounter: expect.anything() }));
  expect(await ask('of-somebody-else')).toMatchObject({ status: 400, text: expect.stringContaining('no visit of') });
});

test('a patient is never asked whose record: it is their own', async () => {
  const page = await letIn(opened, browser(), {
    client: app,
    scope: 'launch/patient patient/*.rs',
    email: 'pat@example.org',
  });
  const { body } = await exchange(opened, app, codeOf(page));
  expect(body.patient).toBe('p1');
});

test('refreshing rotates: the old token is good for nothing, and using it again ends all', async () => {
  const page = await letIn(opened, browser(), {
    client: app,
    scope: 'openid patient/*.rs offline_access',
    email: 'pat@example.org',
  });
  const first = (await exchange(opened, app, codeOf(page))).body;
  // without client_id, as SMART apps do it
  const second = (await askToken(opened, { grant_type: 'refresh_token', refresh_token: first.refresh_token! })).body;
  expect(second).toMatchObject({ patient: 'p1' });
  expect(second.refresh_token).not.toBe(first.refresh_token);
  const again = await askToken(opened, {
    grant_type: 'refresh_token',
    refresh_token: first.refresh_token!,
    client_id: app,
  });
  expect(again.body.error).toBe('invalid_grant');
  expect(await bearer(second.access_token)).toEqual({ refused: 'invalid' });
});

test('a launch from the record brings its patient and encounter, for that person and app only', async () => {
  const launched = await opened.client({ name: 'Chart', launchUrl: 'http://localhost:1/launch' });
  const mine = browser();
  const page = await letIn(opened, mine, { client: app, scope: 'openid user/*.cruds', email: 'ada@example.org' });
  const { access_token: token } = (await exchange(opened, app, codeOf(page))).body;
  const prepare = (fields: Record<string, string>) =>
    fetch(`${opened.url}/auth/launch`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { authorization: `Bearer ${token}` },
    });
  expect((await prepare({ client_id: launched.id, patient: 'nobody' })).status).toBe(400);
  const answer = await prepare({ client_id: launched.id, patient: 'p2', encounter: 'e9' });
  const { launch, url } = (await answer.json()) as { launch: string; url: string };
  expect(new URL(url).searchParams.get('iss')).toBe(opened.fhirBase);

  const asking = { client: launched.id, scope: 'openid launch patient/*.rs', more: { launch } };
  const other = await letIn(opened, browser(), { ...asking, email: 'pat@example.org' });
  expect(other.text).toContain('open it from the record again');
  const end = await letIn(opened, mine, { ...asking, email: 'ada@example.org' });
  const { body } = await exchange(opened, launched.id, codeOf(end));
  expect(body).toMatchObject({ patient: 'p2', encounter: 'e9', need_patient_banner: false });
});

test('a service proves itself with a key and gets system scopes, for five minutes', async () => {
  for (const alg of ['ES384', 'RS384']) {
    const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg };
    const { id } = await opened.client({
      kind: 'service',
      name: 'Nightly export',
      scopes: 'system/Patient.rs system/Observation.rs',
      redirectUris: [],
      jwks: JSON.stringify({ keys: [jwk] }),
    });
    const assertion = (until = '4m') =>
      new SignJWT({ jti: crypto.randomUUID() })
        .setProtectedHeader({ alg, kid: 'k1', typ: 'JWT' })
        .setIssuer(id)
        .setSubject(id)
        .setAudience(`${opened.url}/auth/token`)
        .setExpirationTime(until)
        .sign(privateKey);
    const ask = (client_assertion: string, scope = 'system/Patient.rs system/Condition.rs') =>
      askToken(opened, {
        grant_type: 'client_credentials',
        scope,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion,
      });
    const used = await assertion();
    const { body } = await ask(used);
    expect(body).toMatchObject({ scope: 'system/Patient.rs', expires_in: 300 });
    expect(await bearer(body.access_token)).toMatchObject({
      known: { kind: 'service', name: 'Nightly export', client: id },
    });
    expect((await ask(used)).status).toBe(401);
    expect((await ask(await assertion('10m'))).status).toBe(401);
    expect((await ask(await assertion(), 'system/*.cruds')).body).toMatchObject({ error: 'invalid_scope' });
    const replays = await Promise.all([
      assertion()
        .then((a) => [ask(a), ask(a)])
        .then((both) => Promise.all(both)),
    ]);
    expect(replays[0]!.map(({ status }) => status).sort()).toEqual([200, 401]);
  }
});

test('a session that is idle ends by itself, and its tokens with it; offline access goes on', async () => {
  const mine = browser();
  const ask = (scope: string) => letIn(opened, mine, { client: app, scope, email: 'ada@example.org' });
  const online = (await exchange(opened, app, codeOf(await ask('openid user/*.rs')))).body;
  const offline = (await exchange(opened, app, codeOf(await ask('openid user/*.rs offline_access')))).body;
  expect(await bearer(online.access_token)).toHaveProperty('known');
  await passTime(opened.database, 16);
  expect(await bearer(online.access_token)).toEqual({ refused: 'idle' });
  expect(await bearer(offline.access_token)).toHaveProperty('known');
  const page = await mine.go(authorizeAddress(opened, { client: app, scope: 'openid user/*.rs' }));
  expect(page.text).toContain('Sign in');
});

test('who a token is for is told to an app that asked for it, at the address of OpenID Connect', async () => {
  const who = async (token: string, headers = {}) => {
    const answer = await fetch(`${opened.url}/auth/me`, { headers: { authorization: `Bearer ${token}`, ...headers } });
    return {
      status: answer.status,
      open: answer.headers.get('access-control-allow-origin'),
      ...((await answer.json()) as object),
    };
  };
  const tokens = async (scope: string) =>
    (
      await exchange(
        opened,
        app,
        codeOf(await letIn(opened, browser(), { client: app, scope, email: 'ada@example.org' })),
      )
    ).body;
  const { access_token: token, id_token: id } = await tokens('openid fhirUser user/*.rs');
  const { sub, fhirUser } = JSON.parse(Buffer.from(id?.split('.')[1] ?? '', 'base64url').toString());
  expect(await who(token)).toMatchObject({ status: 200, sub, fhirUser });
  expect(await who(token, { origin: opened.url })).toMatchObject({ status: 200, open: opened.url });
  expect(await who(token, { origin: 'https://elsewhere.example' })).not.toHaveProperty('sub');
  expect(await who((await tokens('user/*.rs')).access_token)).toMatchObject({ status: 403 });
  await passTime(opened.database, 16);
  expect(await who(token)).toMatchObject({ status: 401, error: 'invalid_token' });
});

test('tokens can be looked at and taken back by whoever they belong to', async () => {
  const { id, secret } = await opened.client({ kind: 'confidential' });
  const page = await letIn(opened, browser(), {
    client: id,
    scope: 'openid launch/patient patient/*.rs',
    email: 'pat@example.org',
  });
  const basic = { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` };
  const fields = { grant_type: 'authorization_code', code: codeOf(page), redirect_uri: `${opened.url}/app` };
  const { verifier } = await import('./app.testing.ts');
  const { body } = await askToken(opened, { ...fields, code_verifier: verifier }, basic);
  const post = (path: string) =>
    fetch(`${opened.url}/auth/token/${path}`, {
      method: 'POST',
      headers: basic,
      body: new URLSearchParams({ token: body.access_token }),
    });
  const told = await (await post('introspection')).json();
  expect(told).toMatchObject({ active: true, patient: 'p1', client_id: id, scope: body.scope });
  expect(told).not.toHaveProperty('granted');
  expect((await post('revocation')).status).toBe(200);
  expect(await (await post('introspection')).json()).toEqual({ active: false });
  expect(await bearer(body.access_token)).toEqual({ refused: 'invalid' });
});
