import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import { afterEach, describe, expect, test } from 'vitest';
import { type ForeignSettings, refuseForeign } from './foreign-requests.ts';

let app: ReturnType<typeof Fastify>;
afterEach(() => app.close());

/** A server with the refusal and nothing else; the answer to one request, `PORT` being its own. */
async function ask(
  method: string,
  headers: Readonly<Record<string, string>> = {},
  { path = '/fhir/R4/Patient', ...settings }: Partial<ForeignSettings> & { path?: string } = {},
) {
  app = Fastify();
  refuseForeign(app, { host: '127.0.0.1', publicUrl: undefined, corsOrigins: [], ...settings });
  for (const url of ['/', '/healthz', '/readyz', '/metrics', '/fhir/R4/*']) app.all(url, async () => 'done');
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const own = Object.entries(headers).map(([name, value]) => [name, value.replace('PORT', String(port))]);
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', path, method, headers: Object.fromEntries(own) }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part) => (text += part));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    sent.on('error', reject).end();
  });
}
const publicUrl = 'https://record.example.org/base';

describe('a request for another host is refused, whatever its address', () => {
  test.each([
    'attacker.example',
    'attacker.example:8420',
    'evil"><x',
    '127.0.0.1.attacker.example',
    'localhost.attacker.example',
    'a@localhost',
    'localhost:8420/x',
    '10.0.0.1',
    '[2001:db8::1]',
    'record.example.org',
  ])('%s', async (host) => {
    for (const path of ['/', '/metrics', '/fhir/R4/Patient', '/nothing']) {
      const { status, text } = await ask('GET', { host }, { path });
      expect([path, status]).toEqual([path, 421]);
      expect(JSON.parse(text).issue[0].diagnostics).toContain('CHARTHOUSE_URL');
      await app.close();
    }
  });

  test.each(['localhost', 'LOCALHOST:1', '127.0.0.1:PORT', '127.8.8.8', '[::1]:9000', 'record.example.org:444'])(
    'not %s',
    async (host) => expect((await ask('GET', { host }, { publicUrl })).status).toBe(200),
  );

  test('nor the address the server listens on', async () => {
    expect((await ask('GET', { host: 'chart.lan:1' }, { host: 'chart.lan' })).status).toBe(200);
    await app.close();
    expect((await ask('GET', { host: '[fd00::1]' }, { host: 'fd00::1' })).status).toBe(200);
  });

  test.each(['/healthz', '/readyz'])('nor %s, which balancers ask by address', async (path) =>
    expect((await ask('GET', { host: '10.0.0.1' }, { path })).status).toBe(200),
  );
});

describe('a change that a page of another origin asks for is refused', () => {
  test.each([
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null' }],
    [{ origin: 'http://localhost:1' }],
    [{ origin: 'https://localhost:PORT' }],
    [{ origin: 'http://localhost.evil.example:PORT' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
  ])('%j', async (headers) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const { status, text } = await ask(method, headers, { corsOrigins: ['https://app.example'] });
      expect([method, status]).toEqual([method, 403]);
      expect(JSON.parse(text).issue[0].diagnostics).toContain('CHARTHOUSE_CORS');
      await app.close();
    }
  });

  test.each([
    [{}],
    [{ origin: 'http://localhost:PORT' }],
    [{ origin: 'http://[::1]:PORT' }],
    [{ origin: 'http://localhost:9000', host: 'localhost:9000' }],
    [{ origin: 'https://record.example.org' }],
    [{ origin: 'https://app.example', 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-origin' }],
    [{ 'sec-fetch-site': 'none' }],
  ])('not %j', async (headers) => {
    expect((await ask('POST', headers, { publicUrl, corsOrigins: ['https://app.example'] })).status).toBe(200);
  });

  test('not where CHARTHOUSE_CORS lets all in, and no reads: browsers keep their answers from the page', async () => {
    expect((await ask('POST', { origin: 'https://evil.example' }, { corsOrigins: ['*'] })).status).toBe(200);
    await app.close();
    expect((await ask('GET', { origin: 'https://evil.example' })).status).toBe(200);
  });
});
