import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request, type TestServer, testServer } from '../door.testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer({
    corsOrigins: ['https://app.example.org'],
    conditionalDeleteLimit: 3,
    publicUrl: 'https://chart.example.org',
  });
});
afterAll(async () => {
  expect(server.faults).toEqual([]);
  await server.close();
});

const send = (line: string, options?: Parameters<typeof request>[2]) => request(server, line, options);
const raw = (method: 'GET' | 'POST' | 'OPTIONS', url: string, more: object = {}) =>
  server.app.inject({ method, url: `/fhir/R4${url}`, ...more });
const patient = (id: string, more: object = {}) => ({ resourceType: 'Patient', id, ...more });

describe('formats', () => {
  it('XML goes in and comes out, with numbers as written', async () => {
    const xml =
      '<Observation xmlns="http://hl7.org/fhir"><status value="final"/><code><text value="x"/></code><valueQuantity><value value="1.00"/></valueQuantity></Observation>';
    const made = await send('POST /Observation', {
      body: xml,
      headers: { 'content-type': 'application/fhir+xml', accept: 'application/fhir+xml' },
    });
    expect(made.status).toBe(201);
    expect(made.headers['content-type']).toBe('application/fhir+xml; charset=utf-8');
    expect(made.text).toContain('<value value="1.00"/>');
    const id = /<id value="([^"]+)"/.exec(made.text)?.[1];
    expect((await send(`GET /Observation/${id}`)).text).toContain('"value":1.00');
    const bundle = await send(`GET /Observation?_id=${id}&_format=xml`);
    expect(bundle.text).toContain('<Bundle xmlns="http://hl7.org/fhir">');
    expect(bundle.text).toContain('<value value="1.00"/>');
  });

  it('_pretty indents', async () => {
    await send('PUT /Patient/pretty', { body: patient('pretty') });
    expect((await send('GET /Patient/pretty?_pretty=true')).text).toContain('\n  "resourceType"');
  });

  it('_pretty indents XML, and leaves narratives as they are', async () => {
    const div = '<div xmlns="http://www.w3.org/1999/xhtml"><p>a <b>b</b>\n c</p></div>';
    await send('PUT /Patient/pretty-xml', { body: patient('pretty-xml', { text: { status: 'generated', div } }) });
    const { text } = await send('GET /Patient/pretty-xml?_pretty=true&_format=xml');
    expect(text).toContain('\n  <id value="pretty-xml"/>\n');
    expect(text).toContain(`\n    ${div}\n`);
  });

  it('_pretty is true or false', async () => {
    const refused = await send('GET /Patient/pretty?_pretty=maybe');
    expect([refused.status, refused.json.issue[0].diagnostics]).toEqual([400, expect.stringContaining('_pretty')]);
    const content = { body: 'x', headers: { 'content-type': 'text/plain' } };
    expect((await send('PUT /Binary/pretty?_pretty=maybe', content)).status).toBe(400);
    expect((await send('GET /Binary/pretty')).status).toBe(404);
  });

  it('answers are compressed when the client takes it, and small ones are not', async () => {
    await send('PUT /Patient/big', { body: patient('big', { name: [{ family: 'x'.repeat(3000) }] }) });
    const brotli = await raw('GET', '/Patient/big', { headers: { 'accept-encoding': 'br' } });
    expect(brotli.headers['content-encoding']).toBe('br');
    expect(JSON.parse(brotliDecompressSync(brotli.rawPayload).toString()).id).toBe('big');
    const gzip = await raw('GET', '/Patient/big', { headers: { 'accept-encoding': 'gzip' } });
    expect(JSON.parse(gunzipSync(gzip.rawPayload).toString()).id).toBe('big');
    expect(
      (await raw('GET', '/Patient/pretty', { headers: { 'accept-encoding': 'gzip' } })).headers['content-encoding'],
    ).toBeUndefined();
  });

  it('the address of links and locations is the public one', async () => {
    const made = await send('POST /Patient', { body: { resourceType: 'Patient' } });
    expect(made.headers.location).toMatch(/^https:\/\/chart\.example\.org\/fhir\/R4\/Patient\//);
  });
});

describe('browsers of other origins', () => {
  it('are let in when the setting names them, and no others', async () => {
    const allowed = await raw('GET', '/metadata', { headers: { origin: 'https://app.example.org' } });
    expect(allowed.headers['access-control-allow-origin']).toBe('https://app.example.org');
    const other = await raw('GET', '/metadata', { headers: { origin: 'https://evil.example.org' } });
    expect(other.headers['access-control-allow-origin']).not.toBe('https://evil.example.org');
    const preflight = await raw('OPTIONS', '/Patient', {
      headers: {
        origin: 'https://app.example.org',
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'if-match',
      },
    });
    expect(preflight.statusCode).toBe(204);
    expect(preflight.headers['access-control-allow-methods']).toContain('PATCH');
  });
});

describe('answers say', () => {
  it('which methods a place takes', async () => {
    const refused = await send('PUT /metadata', { body: {} });
    expect([refused.status, refused.headers.allow]).toEqual([405, 'GET, HEAD']);
  });

  it('what they depend on, so that caches keep formats and origins apart', async () => {
    const origin = { origin: 'https://app.example.org' };
    expect((await raw('GET', '/metadata', { headers: origin })).headers.vary).toMatch(/origin.*accept/i);
  });

  it('415 for a content type that is none, or of another version of FHIR', async () => {
    expect((await send('POST /Patient', { body: '{}', headers: { 'content-type': 'json' } })).status).toBe(415);
    const headers = { 'content-type': 'application/fhir+json; fhirVersion=3.0' };
    expect((await send('POST /Patient', { body: '{}', headers })).status).toBe(415);
  });
});

describe('Binary', () => {
  const bytes = Buffer.from([0x25, 0x50, 0x44, 0x46, 0x00, 0xff, 0xfe]);

  it('takes raw content and gives it back as it was', async () => {
    const made = await send('POST /Binary', { body: bytes, headers: { 'content-type': 'application/pdf' } });
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({
      resourceType: 'Binary',
      contentType: 'application/pdf',
      data: bytes.toString('base64'),
    });
    const back = await raw('GET', `/Binary/${made.json.id}`, { headers: { accept: 'application/pdf' } });
    expect(back.headers['content-type']).toBe('application/pdf');
    expect(back.headers['content-security-policy']).toBe('sandbox');
    expect(back.rawPayload.equals(bytes)).toBe(true);
    expect((await send(`GET /Binary/${made.json.id}?_format=json`)).json.contentType).toBe('application/pdf');
  });

  it('raw content sent twice under one key is kept once', async () => {
    const headers = { 'content-type': 'application/pdf', 'idempotency-key': 'pdf' };
    const first = await send('POST /Binary', { body: bytes, headers });
    expect((await send('POST /Binary', { body: bytes, headers })).json.id).toBe(first.json.id);
  });
});

describe('patches over HTTP', () => {
  beforeAll(async () => {
    await send('PUT /Patient/patched', { body: patient('patched', { active: true, name: [{ family: 'Before' }] }) });
  });

  it.each([
    ['application/json-patch+json', JSON.stringify([{ op: 'replace', path: '/name/0/family', value: 'Json' }]), 'Json'],
    [
      'application/fhir+json',
      JSON.stringify({
        resourceType: 'Parameters',
        parameter: [
          {
            name: 'operation',
            part: [
              { name: 'type', valueCode: 'replace' },
              { name: 'path', valueString: 'Patient.name[0].family' },
              { name: 'value', valueString: 'FhirPath' },
            ],
          },
        ],
      }),
      'FhirPath',
    ],
    [
      'application/xml-patch+xml',
      '<diff xmlns:f="http://hl7.org/fhir"><replace sel="f:Patient/f:name/f:family/@value">Xml</replace></diff>',
      'Xml',
    ],
  ])('%s', async (type, body, family) => {
    const patched = await send('PATCH /Patient/patched', { body, headers: { 'content-type': type } });
    expect(patched.status, patched.text).toBe(200);
    expect(patched.json.name[0].family).toBe(family);
  });

  it('are done once under one key', async () => {
    await send('PUT /Patient/twice', { body: patient('twice', { name: [{ family: 'A' }] }) });
    const body = JSON.stringify([{ op: 'add', path: '/name/-', value: { family: 'B' } }]);
    const headers = { 'content-type': 'application/json-patch+json', 'idempotency-key': 'append' };
    const first = await send('PATCH /Patient/twice', { body, headers });
    expect((await send('PATCH /Patient/twice', { body, headers })).text).toBe(first.text);
    expect((await send('GET /Patient/twice')).json.name).toHaveLength(2);
  });

  it('cannot leave a reference to nothing, and what they refer to cannot be deleted', async () => {
    await send('PUT /Organization/held', { body: { resourceType: 'Organization', id: 'held', name: 'Held' } });
    const refer = (reference: string) =>
      send('PATCH /Patient/patched', {
        body: JSON.stringify([{ op: 'add', path: '/managingOrganization', value: { reference } }]),
        headers: { 'content-type': 'application/json-patch+json' },
      });
    const dangling = await refer('Organization/none');
    expect([dangling.status, dangling.json.issue[0].code]).toEqual([422, 'not-found']);
    expect((await refer('Organization?name=Nobody')).status).toBe(412);
    expect((await refer('Organization?name=Held')).json.managingOrganization.reference).toBe('Organization/held');
    expect((await send('DELETE /Organization/held')).status).toBe(409);
  });

  it.each([
    ['a test that fails', [{ op: 'test', path: '/active', value: false }], 422],
    ['a change of identity', [{ op: 'replace', path: '/id', value: 'other' }], 422],
    ['a result that is no valid resource', [{ op: 'add', path: '/gender', value: 'robot' }], 422],
    ['no patch at all', { op: 'add' }, 400],
    ['an operation that is none', [{ op: 'ad', path: '/active' }], 400],
  ])('%s changes nothing', async (_, operations, status) => {
    const before = (await send('GET /Patient/patched')).text;
    const refused = await send('PATCH /Patient/patched', {
      body: JSON.stringify(operations),
      headers: { 'content-type': 'application/json-patch+json' },
    });
    expect(refused.status, refused.text).toBe(status);
    expect((await send('GET /Patient/patched')).text).toBe(before);
  });
});

describe('conditional deletes of many', () => {
  it('are done up to the limit of the setting', async () => {
    const make = (family: string) => send('POST /Patient', { body: { resourceType: 'Patient', name: [{ family }] } });
    for (let i = 0; i < 3; i++) await make('Many');
    for (let i = 0; i < 4; i++) await make('Toomany');
    expect((await send('DELETE /Patient?family=Many')).status).toBe(204);
    expect((await send('GET /Patient?family:exact=Many')).json.entry).toBeUndefined();
    expect((await send('DELETE /Patient?family=Toomany')).status).toBe(412);
    expect((await send('GET /Patient?family=Toomany')).json.entry).toHaveLength(4);
  });
});

describe('search over HTTP', () => {
  it('takes a form by POST and says in the self link what was understood', async () => {
    await send('PUT /Patient/form', { body: patient('form', { name: [{ family: 'Formosa' }] }) });
    const found = await send('POST /Patient/_search', {
      body: 'family=Formosa&nonsense=1',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(found.json.entry[0].resource.id).toBe('form');
    expect(found.json.link[0].url).toContain('family=Formosa');
    expect(found.json.link[0].url).not.toContain('nonsense');
    expect(found.json.entry.at(-1).search.mode).toBe('outcome');
    expect((await send('POST /Patient/_search', { body: { resourceType: 'Parameters' } })).status).toBe(415);
    const strict = await send('GET /Patient?nonsense=1', { headers: { prefer: 'handling=strict' } });
    expect(strict.status).toBe(400);
  });

  it('pages are complete, and links cannot be altered', async () => {
    for (let i = 0; i < 7; i++)
      await send(`PUT /Patient/page${i}`, { body: patient(`page${i}`, { name: [{ family: 'Pagesson' }] }) });
    const seen: string[] = [];
    let path: string | undefined = '/Patient?family=Pagesson&_count=3&_sort=_id';
    let altered = '';
    while (path) {
      const page = await send(`GET ${path}`);
      seen.push(...page.json.entry.map((e: { resource: { id: string } }) => e.resource.id));
      path = page.json.link
        .find((link: { relation: string }) => link.relation === 'next')
        ?.url.replace(/^.*\/fhir\/R4/, '');
      if (path) altered = path;
    }
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6].map((i) => `page${i}`));
    expect((await send(`GET ${altered.replace('Pagesson', 'Other')}`)).status).toBe(400);
  });

  it('_summary=count and _total tell how many', async () => {
    const counted = await send('GET /Patient?family=Pagesson&_summary=count');
    expect(counted.json).toMatchObject({ total: 7, type: 'searchset' });
    expect(counted.json.entry).toBeUndefined();
    expect((await send('GET /Patient?family=Pagesson&_count=2&_total=accurate')).json.total).toBe(7);
    expect((await send('GET /Patient?family=Pagesson&_count=2')).json.total).toBeUndefined();
  });
});
