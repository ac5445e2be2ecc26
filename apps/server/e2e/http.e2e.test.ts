import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataFolder, type Running, runs, start } from './charthouse.testing.ts';

const folder = dataFolder();
let server: Running;

beforeAll(async () => {
  server = await start({ env: { CHARTHOUSE_DATA: folder.path, CHARTHOUSE_LOG_REQUESTS: 'on' } });
});

afterAll(async () => {
  if (runs(server.pid)) await server.end('SIGTERM');
  await folder.remove();
});

function exchange(bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(server.address).port), '127.0.0.1', () => socket.write(bytes));
    let answer = '';
    socket.setEncoding('utf8').on('data', (text: string) => {
      answer += text;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(answer));
  });
}

const request = (line: string, headers = '') => `${line}\r\nHost: localhost\r\nConnection: close\r\n${headers}\r\n`;

test.each([40_000, 100_000, 3_000_000])(
  'a URL of %d characters is answered with 414 and an OperationOutcome',
  async (length) => {
    const answer = await exchange(request(`GET /fhir/R4/Patient?name=${'x'.repeat(length)} HTTP/1.1`));
    expect(answer).toMatch(/^HTTP\/1\.1 414 /);
    expect(answer).toContain('"resourceType":"OperationOutcome"');
    expect(answer).toContain('_search');
  },
);

test('headers without end are answered with 431, nonsense with 400, each as an OperationOutcome', async () => {
  const long = await exchange(request('GET / HTTP/1.1', `X: ${'x'.repeat(1000)}\r\n`.repeat(2000)));
  expect(long).toMatch(/^HTTP\/1\.1 431 .*"resourceType":"OperationOutcome"/s);
  const nonsense = await exchange('HELLO\r\n\r\n');
  expect(nonsense).toMatch(/^HTTP\/1\.1 400 .*"resourceType":"OperationOutcome"/s);
});

test('a page of another origin, or under another name, neither changes nor reads the record', async () => {
  const { port } = new URL(server.address);
  const expunge = await exchange(
    request('POST /fhir/R4/Patient/x/$expunge HTTP/1.1', 'Origin: https://evil.example\r\nContent-Length: 0\r\n'),
  );
  expect(expunge).toMatch(/^HTTP\/1\.1 403 .*CHARTHOUSE_CORS/s);
  for (const host of ['attacker.example', `attacker.example:${port}`, 'evil"><x']) {
    const read = await exchange(`GET /fhir/R4/Patient HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    expect(read).toMatch(/^HTTP\/1\.1 421 .*CHARTHOUSE_URL/s);
    expect(read).not.toContain(host);
  }
});

test('a reference to this server must lead somewhere, however its host is spelled', async () => {
  const { port } = new URL(server.address);
  for (const host of ['localhost', '127.0.0.1', '[::1]']) {
    const subject = { reference: `http://${host}:${port}/fhir/R4/Patient/nono` };
    const answer = await fetch(`${server.address}/fhir/R4/Observation`, {
      method: 'POST',
      headers: { 'content-type': 'application/fhir+json' },
      body: JSON.stringify({ resourceType: 'Observation', status: 'final', code: { text: 'x' }, subject }),
    });
    expect([host, answer.status]).toEqual([host, 422]);
  }
});

test('the front page is HTML that loads nothing else and links to what is there', async () => {
  const answer = await fetch(server.address);
  const page = await answer.text();
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(page).toContain('<html lang="en">');
  for (const [, href] of page.matchAll(/href="([^"]+)"/g)) {
    const linked = await fetch(server.address + href);
    expect([href, linked.status]).toEqual([href, 200]);
  }
});

test('health pages say version, state and the missing sign-in', async () => {
  expect(await (await fetch(`${server.address}/healthz`)).json()).toMatchObject({ status: 'up' });
  const ready = (await (await fetch(`${server.address}/readyz`)).json()) as { status: string; warnings: string[] };
  expect(ready.status).toBe('ready');
  expect(ready.warnings[0]).toContain('CHARTHOUSE_AUTH=off');
});

test('nothing a patient could be known by reaches the log or the metrics', async () => {
  await fetch(`${server.address}/fhir/R4/Patient?name=Zaphodson`);
  await fetch(`${server.address}/fhir/R4/Patient/zaphodson-1`);
  await fetch(`${server.address}/fhir/R4/Patient`, {
    method: 'POST',
    body: '{"resourceType":"Patient","name":"Zaphodson"}',
  });
  const metrics = await (await fetch(`${server.address}/metrics`)).text();
  expect(server.stderr()).toContain('"route":"/fhir/R4/:type"');
  expect(server.stderr() + metrics).not.toMatch(/zaphodson/i);
});

test('a stop answers the request in flight and ends although connections are kept alive', async () => {
  const body = JSON.stringify({ resourceType: 'Basic', code: { text: 'x' } });
  const idle = connect(Number(new URL(server.address).port), '127.0.0.1');
  const slow = new Promise<string>((resolve) => {
    const socket = connect(Number(new URL(server.address).port), '127.0.0.1', () => {
      const head = `POST /fhir/R4/Basic HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/fhir+json\r\nContent-Length: ${body.length}\r\n\r\n`;
      socket.write(head + body.slice(0, 5));
      setTimeout(() => socket.write(body.slice(5)), 1000);
    });
    let answer = '';
    socket.on('data', (data) => {
      answer += data;
    });
    socket.on('close', () => resolve(answer));
  });
  await new Promise((done) => setTimeout(done, 300));
  const ended = await server.end('SIGTERM');
  expect(await slow).toMatch(/^HTTP\/1\.1 201 /);
  expect(ended.code).toBe(0);
  expect(ended.took).toBeLessThan(10_000);
  idle.destroy();
});

test('clients that send one request after the other get an answer to each, until nobody takes their connections', async () => {
  const home = dataFolder();
  const other = await start({ env: { CHARTHOUSE_DATA: home.path } });
  const cut: unknown[] = [];
  let answered = 0;
  const busy = Array.from({ length: 8 }, async () => {
    for (;;) {
      try {
        const answer = await fetch(`${other.address}/fhir/R4/Basic/x`);
        await answer.arrayBuffer();
        expect(answer.status).toBe(404);
        answered += 1;
      } catch (error) {
        const { code } = (error as { cause?: { code?: string } }).cause ?? {};
        if (code !== 'ECONNREFUSED') cut.push(code ?? error);
        return;
      }
    }
  });
  await new Promise((done) => setTimeout(done, 500));
  await other.end('SIGTERM');
  await Promise.all(busy);
  await home.remove();
  expect(answered).toBeGreaterThan(8);
  expect(cut).toEqual([]);
});
