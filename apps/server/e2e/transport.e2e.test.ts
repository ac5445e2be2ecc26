import { readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { migratedDatabase } from '@charthouse/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newCertificate } from '../src/serve/certificate.testing.ts';
import { charthouse, dataFolder, type Running, start } from './charthouse.testing.ts';
import { withClient } from './client.testing.ts';

const folder = dataFolder();
const own = newCertificate();
const files = { cert: join(folder.path, 'tls.crt'), key: join(folder.path, 'tls.key') };
writeFileSync(files.cert, own.cert);
writeFileSync(files.key, own.key);
const metricsToken = 'a-token-of-the-tests-forty-letters-long';
const tokenFile = join(folder.path, 'metrics.token');
writeFileSync(tokenFile, `${metricsToken}\n`);

let database: Awaited<ReturnType<typeof migratedDatabase>>;
beforeAll(async () => {
  database = await migratedDatabase();
});
afterAll(async () => {
  await database.drop();
  await folder.remove();
});

const env = () => ({ DATABASE_URL: database.url, CHARTHOUSE_DATA: folder.path, CHARTHOUSE_AUTH: 'on' });

const forwarded = { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' };

/** Of the last request that the access log knows. */
async function lastAddress(): Promise<unknown> {
  const rows = await withClient(
    database.url,
    `select w.address::text from access_log l join access_who w using (who) where l.kind <> 'V' order by l.at desc limit 1`,
  );
  return String(rows[0]?.address).replace(/\/32$/, '');
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

function ask(url: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { ca: own.cert, headers, agent: false }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part) => (text += part));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
    });
    sent.on('error', reject).end();
  });
}

describe('with a certificate of its own', () => {
  let server: Running;
  let url: string;
  beforeAll(async () => {
    const tls = { CHARTHOUSE_TLS_CERT: files.cert, CHARTHOUSE_TLS_KEY: files.key };
    server = await start({ env: { ...env(), ...tls, CHARTHOUSE_METRICS_TOKEN_FILE: tokenFile } });
    url = server.address.replace('127.0.0.1', 'localhost');
  });
  afterAll(() => server.end('SIGTERM'));

  test('everything is https and says so to browsers; plain http gets no answer', async () => {
    expect(url).toMatch(/^https:/);
    const { status, headers } = await ask(`${url}/fhir/R4/metadata?_elements=status`);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'strict-transport-security': expect.stringMatching(/^max-age=\d{8}/),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-request-id': expect.stringMatching(/^[\w-]{36}$/),
    });
    const plain = await fetch(url.replace('https', 'http')).catch(() => undefined);
    expect(plain?.status ?? 0).not.toBe(200);
    expect(server.stdout()).toContain(`"link":"${url}/auth/link/`);
  });

  test('cookies of the sign-in are bound to this host and to TLS, and no script reads them', async () => {
    const first = await ask(`${url}/auth/account`);
    const { headers } = await ask(String(first.headers.location));
    const cookies = headers['set-cookie'] as string[];
    expect(cookies.length).toBeGreaterThan(1);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/^__(Host|Secure)-charthouse_/);
      for (const flag of ['secure', 'httponly', 'samesite=lax']) expect(cookie.toLowerCase()).toContain(flag);
    }
  });

  test('no page allows a script or style that is not ours', async () => {
    const policies = await Promise.all(
      [`${url}/`, `${url}/auth/link/none`, `${url}/nothing`].map(async (address) => {
        const { headers } = await ask(address);
        return String(headers['content-security-policy']);
      }),
    );
    for (const policy of policies) {
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toContain('unsafe');
      expect(policy).toContain("frame-ancestors 'none'");
    }
  });

  test('metrics are for this machine, and for who has the token', async () => {
    const metrics = (headers = {}) => ask(`${url}/metrics`, headers).then(({ status }) => status);
    expect(await metrics()).toBe(200);
    expect(await metrics({ 'x-forwarded-for': '203.0.113.9' })).toBe(403);
    expect(await metrics({ authorization: 'Bearer guess' })).toBe(403);
    expect(await metrics({ authorization: `Bearer ${metricsToken}`, 'x-forwarded-for': '203.0.113.9' })).toBe(200);
  });

  test('what a client says of itself is not believed: there is no proxy', async () => {
    expect((await ask(`${url}/fhir/R4/Patient`, forwarded)).status).toBe(401);
    await expect.poll(lastAddress).toBe('127.0.0.1');
  });

  test('secrets are in no log and no output, and the key that guards them is not in the database', async () => {
    const said = server.stdout() + server.stderr();
    const key = readFileSync(join(folder.path, 'secret.key'), 'utf8').trim();
    for (const secret of [metricsToken, key, new URL(database.url).password].filter(Boolean))
      expect(said).not.toContain(secret);
    const rows = await withClient(database.url, 'select jwk::text from signing_key');
    expect(String(rows[0]?.jwk)).toMatch(/^"sealed\./);
    const notes = await withClient(database.url, `select note from access_log where action = 'start'`);
    expect(JSON.stringify(notes)).not.toContain(metricsToken);
  });
});

describe('behind a proxy', () => {
  const outside = Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .find(({ internal, family }) => !internal && family === 'IPv4')?.address;
  let server: Running;
  beforeAll(async () => {
    const proxied = { CHARTHOUSE_URL: 'https://record.example', CHARTHOUSE_TRUSTED_PROXIES: '127.0.0.0/8' };
    server = await start({ env: { ...env(), ...proxied, CHARTHOUSE_HOST: '0.0.0.0' } });
  });
  afterAll(() => server.end('SIGTERM'));

  test('one that is listed is believed about the client', async () => {
    const answer = await fetch(`${server.address.replace('0.0.0.0', '127.0.0.1')}/fhir/R4/Patient`, {
      headers: { ...forwarded, 'x-forwarded-host': 'record.example' },
    });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('strict-transport-security')).toMatch(/max-age/);
    await expect.poll(lastAddress).toBe('203.0.113.9');
  });

  test.skipIf(!outside)(
    `others are not, and get nothing in clear${outside ? '' : ' (skipped: this machine has no other address)'}`,
    async () => {
      const { port } = new URL(server.address);
      const head = 'GET /auth/account HTTP/1.1\r\nHost: record.example\r\nX-Forwarded-Proto: https\r\n';
      expect(await raw(outside!, Number(port), head)).toMatch(/^HTTP\/1\.1 403 .*by https only/s);
    },
  );
});

function raw(host: string, port: number, head: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, host, () => socket.write(`${head}Connection: close\r\n\r\n`));
    let answer = '';
    socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
    socket.on('error', () => {});
    socket.on('close', () => resolve(answer));
  });
}

test('what would put records on the wire in clear is refused at the start', async () => {
  const refused = async (more: Record<string, string>) =>
    (await charthouse(['start'], { env: { ...env(), ...more } })).stderr;
  expect(await refused({ CHARTHOUSE_HOST: '0.0.0.0' })).toContain('would travel in clear');
  expect(await refused({ CHARTHOUSE_HOST: '0.0.0.0', CHARTHOUSE_AUTH: 'off' })).toContain(
    'only this machine may connect',
  );
  const other = newCertificate();
  writeFileSync(join(folder.path, 'other.key'), other.key);
  const unlike = { CHARTHOUSE_TLS_CERT: files.cert, CHARTHOUSE_TLS_KEY: join(folder.path, 'other.key') };
  expect(await refused(unlike)).toContain('one key pair');
});
