import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request, type TestServer, testServer } from '../door.testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(async () => {
  expect(server.faults).toEqual([]);
  await server.close();
});

const send = (line: string, options?: Parameters<typeof request>[2]) => request(server, line, options);
const extension = (depth: number): string =>
  depth === 0 ? '{"url":"http://x","valueBoolean":true}' : `{"url":"http://x","extension":[${extension(depth - 1)}]}`;

const bodies: [what: string, body: string | Buffer, status: number, words: string][] = [
  ['broken JSON', '{"resourceType":"Patient",', 400, 'line 1, column'],
  ['text after the end', '{"resourceType":"Patient"} x', 400, 'after the end'],
  ['no object', '[]', 400, 'no FHIR resource'],
  ['another type of value', '{"resourceType":"Patient","active":"yes"}', 400, 'Patient.active'],
  ['a number for a string', '{"resourceType":"Patient","language":1}', 400, 'Patient.language'],
  ['1,000-deep nesting', `{"resourceType":"Patient","extension":[${extension(1000)}]}`, 400, 'deeper than 128'],
  ['a duplicate key', '{"resourceType":"Patient","active":true,"active":false}', 400, 'stands twice'],
  ['a lone surrogate', '{"resourceType":"Patient","name":[{"family":"\\ud800"}]}', 400, 'surrogate'],
  ['a NUL byte', '{"resourceType":"Patient","name":[{"family":"a\\u0000b"}]}', 400, 'NUL'],
  ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0xfe]), 400, 'UTF-8'],
  ['an unknown element', '{"resourceType":"Patient","nmae":[]}', 400, 'nmae'],
  ['an unknown type', '{"resourceType":"Pacient"}', 400, 'Pacient'],
  ['a day that does not exist', '{"resourceType":"Patient","birthDate":"2023-02-29"}', 400, 'Patient.birthDate'],
  ['an empty body', '', 400, 'body is empty'],
  ['__proto__', '{"resourceType":"Patient","__proto__":{"active":true}}', 400, '__proto__'],
];

describe('bad input', () => {
  it.each(bodies)('%s is refused with a message that says what and where', async (_, body, status, words) => {
    const refused = await send('POST /Patient', { body, headers: { 'content-type': 'application/fhir+json' } });
    expect(refused.status).toBe(status);
    expect(refused.json.resourceType).toBe('OperationOutcome');
    expect(JSON.stringify(refused.json.issue)).toContain(words);
  });

  it('reports all problems of a resource at once, each with its element', async () => {
    const body = { resourceType: 'Patient', gender: 'x', birthDate: 'y', nmae: 1, contact: [{ gender: 'z' }] };
    const refused = await send('POST /Patient', { body });
    expect(refused.json.issue.length).toBeGreaterThanOrEqual(4);
    for (const issue of refused.json.issue) expect(issue.expression[0]).toMatch(/^Patient/);
  });

  it('refuses a body of 60 MB without reading it into a resource', async () => {
    const refused = await send('POST /Patient', { body: Buffer.alloc(60_000_000, 0x20) });
    expect(refused.status).toBe(413);
    expect(refused.json.issue[0].diagnostics).toContain('CHARTHOUSE_BODY_LIMIT');
  });

  it('refuses a bundle of 10,000 entries with the limit named', async () => {
    const entry = Array.from({ length: 10_000 }, () => ({
      request: { method: 'POST', url: 'Patient' },
      resource: { resourceType: 'Patient' },
    }));
    const refused = await send('POST /', { body: { resourceType: 'Bundle', type: 'transaction', entry } });
    expect(refused.status).toBe(413);
    expect(refused.json.issue[0].diagnostics).toContain('CHARTHOUSE_BUNDLE_LIMIT');
  });

  it('refuses a URL of 100 kB and advises _search by POST', async () => {
    const refused = await send(`GET /Patient?name=${'x'.repeat(100_000)}`);
    expect(refused.status).toBe(414);
    expect(refused.json.issue[0].diagnostics).toContain('POST to _search');
  });

  it.each(['9999-12-31', '1850-01-01'])('takes a birth date of %s and finds it', async (birthDate) => {
    const { json } = await send('POST /Patient', { body: { resourceType: 'Patient', birthDate } });
    const found = await send(`GET /Patient?birthdate=${birthDate}&_id=${json.id}`);
    expect(found.json.entry[0].resource.birthDate).toBe(birthDate);
  });

  it.each([
    ['POST /Patient', 'Send Content-Type: application/fhir+json'],
    ['PUT /Patient/1', 'Send Content-Type: application/fhir+json'],
    ['POST /', 'Send Content-Type: application/fhir+json'],
    ['POST /Patient/$validate', 'Send Content-Type: application/fhir+json'],
    ['PATCH /Patient/1', 'Send Content-Type: application/json-patch+json'],
  ])('says what to send when a resource comes as a form: %s', async (line, words) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const refused = await send(line, { body: '{"resourceType":"Patient"}', headers });
    expect(refused.status).toBe(415);
    expect(refused.json.issue[0].diagnostics).toContain(words);
    expect(refused.json.issue[0].diagnostics).toContain('is taken by _search and by operations only');
  });

  it('reads a packed body, and refuses one that would become too large, or is packed otherwise', async () => {
    const packed = (body: Buffer, encoding = 'gzip') =>
      send('POST /Patient', {
        body,
        headers: { 'content-type': 'application/fhir+json', 'content-encoding': encoding },
      });
    expect((await packed(gzipSync('{"resourceType":"Patient"}'))).status).toBe(201);
    const bomb = gzipSync(Buffer.alloc(60_000_000, 0x20));
    expect(bomb.length).toBeLessThan(100_000);
    expect((await packed(bomb)).status).toBe(413);
    expect((await packed(Buffer.from('{"resourceType":"Patient"}'), 'compress')).status).toBe(415);
    expect((await packed(Buffer.from('{"resourceType":"Patient"}'))).status).toBe(400);
  });

  it('refuses content types and formats it does not know', async () => {
    const text = { body: 'hello', headers: { 'content-type': 'text/plain' } };
    expect((await send('POST /Patient', text)).status).toBe(415);
    const patch = await send('PATCH /Patient/1', text);
    expect(patch.status).toBe(415);
    for (const media of ['json-patch+json', 'xml-patch+xml', 'fhir+json'])
      expect(patch.json.issue[0].diagnostics).toContain(`application/${media}`);
    expect((await send('GET /Patient/1', { headers: { accept: 'image/png' } })).status).toBe(406);
    expect((await send('GET /metadata?_format=yaml')).status).toBe(406);
  });

  it.each(['iso-8859-1', '"ISO-8859-1"', 'utf-16'])('refuses a body in charset %s, naming UTF-8', async (charset) => {
    for (const media of ['application/fhir+json', 'application/json-patch+json', 'application/fhir+xml']) {
      const headers = { 'content-type': `${media}; charset=${charset}` };
      const refused = await send('PATCH /Patient/1', { body: '[]', headers });
      expect([refused.status, refused.json.issue[0].diagnostics]).toEqual([415, expect.stringContaining('UTF-8')]);
    }
  });

  it.each(['utf-8', 'UTF8', '"utf-8"', 'us-ascii'])('takes a body in charset %s', async (charset) => {
    const headers = { 'content-type': `application/fhir+json; charset=${charset}` };
    expect((await send('POST /Patient', { body: '{"resourceType":"Patient"}', headers })).status).toBe(201);
  });

  it.each(['name=%zz', 'name=%ED%A0%80'])('refuses the query %s', async (query) => {
    expect((await send(`GET /Patient?${query}`)).status).toBe(400);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await send('POST /Patient/_search', { body: query, headers })).status).toBe(400);
  });

  it('says in which line of what was sent the fault is', async () => {
    const headers = { 'content-type': 'application/fhir+json' };
    const body = '{"resourceType":"Patient",\n "active":true,\n  "colour":1}';
    const refused = await send('POST /Patient', { body, headers });
    const places = refused.json.issue[0].extension.map(({ valueInteger }: { valueInteger?: number }) => valueInteger);
    expect([refused.status, refused.json.issue[0].expression, places.slice(0, 2)]).toEqual([400, ['Patient'], [3, 3]]);
  });

  it('answers errors in XML when XML is asked for', async () => {
    const refused = await send('GET /Patient/none', { headers: { accept: 'application/fhir+xml' } });
    expect(refused.status).toBe(404);
    expect(refused.text).toContain('<OperationOutcome xmlns="http://hl7.org/fhir">');
  });
});
