/** Attacks on the way in: requests that are two, headers that are none, bodies without end, connections that only wait. From outside, by socket. */
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addService, serviceToken } from '../people/programs.testing.ts';
import { type SignedIn, signedIn } from '../people/signed-in.testing.ts';

let server: SignedIn;
let port: number;
let token: string;
let slow: ReturnType<typeof slowLoris>;

beforeAll(async () => {
  server = await signedIn({ CHARTHOUSE_LOG_REQUESTS: 'on' });
  port = Number(new URL(server.address).port);
  slow = slowLoris(200);
  const program = await addService(server.databaseUrl, 'system/*.cruds');
  token = (await serviceToken(server.address, program, 'system/*.cruds')).access_token;
});
afterAll(async () => {
  slow.end();
  await server.close();
});

/** Everything that comes back until the server closes, or a second of silence. */
function exchange(...parts: readonly (string | Buffer)[]): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      for (const part of parts) socket.write(part);
    });
    let answer = '';
    socket.setTimeout(1_000, () => socket.destroy());
    socket.setEncoding('latin1').on('data', (text: string) => (answer += text));
    socket.on('error', () => {});
    socket.on('close', () => resolve(answer));
  });
}

const statuses = (answer: string) => [...answer.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));
const host = 'Host: localhost\r\n';
const signed = () => `${host}Authorization: Bearer ${token}\r\n`;
const inner = () => `DELETE /fhir/R4/Basic/x HTTP/1.1\r\n${signed()}\r\n`;

/** A great many connections that send a byte now and then. */
function slowLoris(count: number) {
  const sockets = Array.from({ length: count }, (_, i): Socket => {
    const socket = connect(port, '127.0.0.1', () => {
      const head = i % 2 === 0 ? 'GET /fhir/R4/Patient HTTP/1.1\r\nHost: localhost\r\nX-A: ' : 'GE';
      socket.write(head);
    });
    return socket.on('error', () => {}).resume();
  });
  const drip = setInterval(() => {
    for (const socket of sockets) if (socket.writable) socket.write('a');
  }, 500);
  return {
    open: () => sockets.filter((socket) => !socket.closed).length,
    end: () => {
      clearInterval(drip);
      for (const socket of sockets) socket.destroy();
    },
  };
}

const smuggled: readonly [what: string, request: () => string][] = [
  [
    'a length and chunks',
    () =>
      `POST /fhir/R4/Basic HTTP/1.1\r\n${signed()}Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${inner()}`,
  ],
  [
    'chunks and a length',
    () =>
      `POST /fhir/R4/Basic HTTP/1.1\r\n${signed()}Transfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n0\r\n\r\n${inner()}`,
  ],
  [
    'two lengths',
    () => `POST /fhir/R4/Basic HTTP/1.1\r\n${signed()}Content-Length: 0\r\nContent-Length: 60\r\n\r\n${inner()}`,
  ],
  ['a list of lengths', () => `POST /fhir/R4/Basic HTTP/1.1\r\n${signed()}Content-Length: 0, 60\r\n\r\n${inner()}`],
  [
    'a length that is no number',
    () => `POST /fhir/R4/Basic HTTP/1.1\r\n${signed()}Content-Length: +0\r\n\r\n${inner()}`,
  ],
  ['a negative length', () => `POST /fhir/R4/Basic HTTP/1.1\r\n${signed()}Content-Length: -1\r\n\r\n${inner()}`],
  [
    'a coding that is nearly chunked',
    () => `POST /fhir/R4/Basic HTTP/1.1\r\n${signed()}Transfer-Encoding: xchunked\r\n\r\n${inner()}`,
  ],
  [
    'a coding behind a tab',
    () => `POST /fhir/R4/Basic HTTP/1.1\r\n${signed()}Transfer-Encoding:\x0bchunked\r\n\r\n0\r\n\r\n${inner()}`,
  ],
  [
    'two codings',
    () =>
      `POST /fhir/R4/Basic HTTP/1.1\r\n${signed()}Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n${inner()}`,
  ],
  [
    'a size of a chunk that is no number',
    () => `POST /fhir/R4/Basic HTTP/1.1\r\n${signed()}Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n${inner()}`,
  ],
  ['a blank before the colon', () => `GET /healthz HTTP/1.1\r\n${host}Content-Length : 60\r\n\r\n${inner()}`],
  ['a folded header', () => `GET /healthz HTTP/1.1\r\n${host}X-A: b\r\n Transfer-Encoding: chunked\r\n\r\n${inner()}`],
  ['a line feed alone', () => `GET /healthz HTTP/1.1\n${host}X-A: b\nTransfer-Encoding: chunked\n\n${inner()}`],
  ['a carriage return within a header', () => `GET /healthz HTTP/1.1\r\n${host}X-A: b\rX-B: c\r\n\r\n${inner()}`],
  ['a NUL within a header', () => `GET /healthz HTTP/1.1\r\n${host}X-A: b\0c\r\n\r\n${inner()}`],
  ['a name with a blank', () => `GET /healthz HTTP/1.1\r\n${host}X A: b\r\n\r\n${inner()}`],
  ['another version of HTTP', () => `GET /healthz HTTP/3.7\r\n${host}\r\n${inner()}`],
  ['the preface of HTTP/2', () => `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n${inner()}`],
];

describe('a request that could be read as two is refused, and what follows it is not read', () => {
  test.each(smuggled)('%s', async (_what, request) => {
    const answer = await exchange(request());
    expect(statuses(answer)).toEqual([400]);
    expect(answer).toMatch(/connection: close/i);
  });
});

test('two hosts, two tokens and no host are refused', async () => {
  const get = (headers: string) => exchange(`GET /fhir/R4/Basic HTTP/1.1\r\n${headers}Connection: close\r\n\r\n`);
  expect(statuses(await get(''))).toEqual([400]);
  for (const headers of [
    `${host}Host: evil.example\r\n`,
    `Host: evil.example\r\n${host}`,
    `${host}Authorization: Bearer x\r\nAuthorization: Bearer ${token}\r\n`,
  ])
    expect([400, 401, 421]).toContain(statuses(await get(headers))[0]);
  const named = await get(`Host: evil.example\r\nX-Forwarded-Host: localhost\r\nAuthorization: Bearer ${token}\r\n`);
  expect(statuses(named)).toEqual([421]);
  const absolute = await exchange(
    `GET http://evil.example/fhir/R4/Basic HTTP/1.1\r\n${signed()}Connection: close\r\n\r\n`,
  );
  expect(absolute).not.toContain('evil.example/fhir');
});

test('nothing that is sent becomes a header or a place to go', async () => {
  const evil = '%0d%0aSet-Cookie:%20a=b%0d%0aLocation:%20https://evil.example';
  for (const path of [
    `/fhir/R4/Patient/${evil}`,
    `/fhir/R4/Patient?_format=${evil}`,
    `/fhir/R4/Patient?_sort=${evil}`,
    `/auth/link/${evil}`,
    `/auth/authorize?client_id=${evil}`,
    `/${evil}`,
    '//evil.example/%2e%2e',
    '//evil.example//',
    '/\\evil.example',
    '/auth//evil.example',
    '/auth/session/end?post_logout_redirect_uri=https://evil.example',
    '/fhir/R4//evil.example/',
  ]) {
    const answer = await exchange(`GET ${path} HTTP/1.1\r\n${signed()}Connection: close\r\n\r\n`);
    const [head = ''] = answer.split('\r\n\r\n');
    expect(statuses(head), path).toHaveLength(1);
    expect(head, path).not.toMatch(/^(set-cookie: a=b|location: (https?:)?[\\/]{2}evil)/im);
    expect(statuses(head)[0], path).toBeLessThan(500);
  }
});

test('lines of the log are ours, one request each, whatever is sent; and say nothing of whom', async () => {
  const lie = '{"level":"info","msg":"all is well"}';
  for (const headers of [
    `X-Request-Id: a\\n${lie}\r\n`,
    `X-Request-Id: ${'x'.repeat(5_000)}\r\n`,
    `User-Agent: ${lie}\r\nX-Request-Id: ${lie}\r\n`,
    'X-Request-Id: zaphodson\t[31m\r\n',
  ]) {
    const answer = await exchange(
      `GET /fhir/R4/Patient?name=Zaphodson%0a${encodeURIComponent(lie)} HTTP/1.1\r\n${signed()}${headers}Connection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/x-request-id: [\w-]{36}\r\n/i);
  }
  const named = await exchange(
    `GET /fhir/R4/Patient HTTP/1.1\r\n${signed()}X-Request-Id: my-own.1\r\nConnection: close\r\n\r\n`,
  );
  expect(named).toMatch(/x-request-id: my-own\.1\r\n/i);
  const lines = server.log().trim().split('\n');
  for (const line of lines) expect(JSON.parse(line)).not.toMatchObject({ msg: 'all is well' });
  expect(server.log()).not.toMatch(/zaphodson/i);
  expect(lines.some((line) => line.includes('"request":"my-own.1"'))).toBe(true);
});

describe('a body', () => {
  const post = (body: string, type = 'application/fhir+json', path = '/fhir/R4/Basic') =>
    fetch(`${server.address}${path}`, {
      method: 'POST',
      headers: { 'content-type': type, authorization: `Bearer ${token}` },
      body,
    });

  test('that nobody may send is not waited for', async () => {
    const answer = await exchange(`POST /fhir/R4/Basic HTTP/1.1\r\n${host}Content-Length: 40000000\r\n\r\n{`);
    expect(statuses(answer)).toEqual([401]);
  });

  test('that says it is too large is refused before it comes', async () => {
    const answer = await exchange(
      `POST /fhir/R4/Basic HTTP/1.1\r\n${signed()}Content-Type: application/fhir+json\r\nContent-Length: 900000000\r\n\r\n{`,
    );
    expect(statuses(answer)).toEqual([413]);
  });

  test.each([
    ['deep objects', '{"a":'.repeat(100_000)],
    ['deep lists', `{"resourceType":"Basic","extension":${'['.repeat(200_000)}`],
    ['deep and whole', `{"resourceType":"Basic","extension":${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
    ['very many names', `{${Array.from({ length: 100_000 }, (_, i) => `"k${i}":1`).join(',')}}`],
    ['a number without end', `{"resourceType":"Basic","x":${'9'.repeat(1_000_000)}}`],
    ['an exponent without end', '{"resourceType":"Basic","x":1e999999999}'],
  ])('of %s is refused at once', async (_what, body) => {
    const began = performance.now();
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect((await answer.text()).length).toBeLessThan(1_000_000);
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  test('of XML that expands, or reads files, is refused', async () => {
    const bomb = `<!DOCTYPE a [<!ENTITY b "${'x'.repeat(100)}"><!ENTITY c "&b;&b;"><!ENTITY f SYSTEM "file:///etc/passwd">]>`;
    const answer = await post(
      `${bomb}<Basic xmlns="http://hl7.org/fhir"><id value="&f;&c;"/></Basic>`,
      'application/fhir+xml',
    );
    expect(answer.status).toBe(400);
    expect(await answer.text()).not.toContain('root:');
  });

  test.each([
    '{"__proto__":{"polluted":true},"resourceType":"Basic","code":{"text":"a"}}',
    '{"resourceType":"Basic","code":{"text":"a","__proto__":{"polluted":true}}}',
    '{"resourceType":"Basic","code":{"text":"a"},"constructor":{"prototype":{"polluted":true}}}',
    '{"resourceType":"Parameters","parameter":[{"name":"__proto__","valueString":"polluted"}]}',
  ])('%s changes nothing but itself', async (body) => {
    await post(body);
    await post(body, 'application/fhir+json', '/fhir/R4/Basic/$validate');
    await post('[{"op":"add","path":"/__proto__/polluted","value":true}]', 'application/json-patch+json');
    await post(
      '__proto__[polluted]=true&constructor.prototype.polluted=true',
      'application/x-www-form-urlencoded',
      '/fhir/R4/Basic/_search',
    );
    const fine = await post('{"resourceType":"Basic","code":{"text":"fine"}}');
    expect(fine.status).toBe(201);
    expect(await fine.text()).not.toContain('polluted');
  });
});

test('two hundred connections that only drip keep nobody waiting, and are closed', async () => {
  const began = performance.now();
  expect((await fetch(`${server.address}/healthz`)).status).toBe(200);
  expect(performance.now() - began).toBeLessThan(3_000);
  await expect.poll(slow.open, { timeout: 40_000, interval: 500 }).toBe(0);
});
