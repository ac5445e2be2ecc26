/** What answers look like beyond the resource itself: outcomes, warnings, raw content, totals. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request, type TestServer, testServer } from '../door.testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ conditionalDeleteLimit: 5 });
});
afterAll(() => server.close());

const send = (line: string, options?: Parameters<typeof request>[2]) => request(server, line, options);
const put = (id: string, more: object = {}) =>
  send(`PUT /Patient/${id}`, { body: { resourceType: 'Patient', id, ...more } });
const strict = { prefer: 'handling=strict' };
const outcome = { prefer: 'return=OperationOutcome' };
const said = ({ json }: Awaited<ReturnType<typeof send>>) => json.issue[0].diagnostics;

describe('Prefer: return=OperationOutcome', () => {
  it('says what was done, also of a delete', async () => {
    expect(said(await send('PUT /Patient/o', { body: { resourceType: 'Patient', id: 'o' }, headers: outcome }))).toBe(
      'Created Patient/o, version 1.',
    );
    const deleted = await send('DELETE /Patient/o', { headers: outcome });
    expect([deleted.status, said(deleted), deleted.headers.etag]).toEqual([
      200,
      'Deleted Patient/o, version 2.',
      'W/"2"',
    ]);
    const again = await send('DELETE /Patient/o', { headers: outcome });
    expect([again.status, said(again)]).toEqual([200, 'There was nothing to delete.']);
    for (const id of ['o1', 'o2']) await put(id, { name: [{ family: 'Outcome' }] });
    const several = await send('DELETE /Patient?family=Outcome', { headers: outcome });
    expect([said(several), several.headers.etag]).toEqual(['Deleted 2 resources.', undefined]);
    await put('o3');
    expect((await send('DELETE /Patient/o3', { headers: { prefer: 'return=representation' } })).status).toBe(204);
  });

  it('is the answer of each entry of a bundle', async () => {
    await put('b');
    const entry = [{ request: { method: 'DELETE', url: 'Patient/b' } }];
    for (const type of ['transaction', 'batch']) {
      const done = await send('POST /', { body: { resourceType: 'Bundle', type, entry }, headers: outcome });
      expect(done.json.entry[0].response.outcome.issue[0].diagnostics).toMatch(/Deleted Patient\/b|nothing to delete/);
    }
  });
});

describe('URL parameters that an interaction does not know', () => {
  beforeAll(() => put('u'));
  const patient = { resourceType: 'Patient', id: 'u' };
  const calls: [string, unknown?][] = [
    ['GET /Patient/u?nonsense=1'],
    ['GET /Patient/u/_history/1?nonsense=1'],
    ['POST /Patient?nonsense=1', patient],
    ['PUT /Patient/u?nonsense=1', patient],
    ['GET /metadata?nonsense=1'],
    ['GET /Patient/u/$meta?nonsense=1'],
    ['POST /?nonsense=1', { resourceType: 'Bundle', type: 'batch' }],
    ['DELETE /Patient/u?nonsense=1'],
  ];

  it.each(calls)('%s: refused when strict, else told with the answer', async (line, body) => {
    const refused = await send(line, { body, headers: strict });
    expect([refused.status, refused.json.issue[0].code]).toEqual([400, 'not-supported']);
    expect(said(refused)).toContain('nonsense');
    const told = await send(line, { body });
    expect(told.status).toBeLessThan(300);
    expect(told.headers.warning).toMatch(/^199 - "'nonsense' is no parameter of/);
    expect((await send(line.replace('nonsense=1', '_pretty=true'), { body })).headers.warning).toBeUndefined();
  });

  it('include what an operation only gives back', async () => {
    expect((await send('GET /Patient/u2/$meta?return=1', { headers: strict })).status).toBe(400);
  });

  it('of an entry are told in its answer', async () => {
    const entry = [
      { request: { method: 'PUT', url: 'Patient/e?x=1' }, resource: { resourceType: 'Patient', id: 'e' } },
    ];
    const bundle = (type: string) => ({ resourceType: 'Bundle', type, entry });
    for (const type of ['transaction', 'batch']) {
      const done = await send('POST /', { body: bundle(type) });
      expect(done.json.entry[0].response.outcome.issue).toMatchObject([{ severity: 'warning', code: 'not-supported' }]);
    }
    const refused = await send('POST /', { body: bundle('transaction'), headers: strict });
    expect([refused.status, refused.json.issue[0].expression]).toEqual([400, ['Bundle.entry[0].request.url']]);
  });

  it('do not get line breaks or quotes into headers', async () => {
    await put('h');
    const told = await send(`GET /Patient/h?${encodeURIComponent('a"\r\nx: y\\ä')}=1`);
    expect([told.status, told.headers.x]).toEqual([200, undefined]);
    expect(told.headers.warning).toContain("'a'??x: y??'");
  });
});

describe('content of a Binary', () => {
  it.each([
    ['nothing', undefined, 'text/csv'],
    ['anything', '*/*', 'text/csv'],
    ['its own type', 'text/csv', 'text/csv'],
    ['what a browser takes', 'text/html,application/xml;q=0.9,*/*;q=0.8', 'text/csv'],
    ['another type', 'image/png', 'text/csv'],
    ['FHIR JSON', 'application/fhir+json', 'application/fhir+json; charset=utf-8'],
    ['FHIR XML before anything', 'application/fhir+xml, */*;q=0.1', 'application/fhir+xml; charset=utf-8'],
    ['only JSON', 'application/json', 'application/fhir+json; charset=utf-8'],
  ])('is given to who accepts %s as %s: %s', async (_, accept, type) => {
    const made = await send('POST /Binary', { body: 'a,b', headers: { 'content-type': 'text/csv' } });
    const read = await send(`GET /Binary/${made.json.id}`, { headers: accept === undefined ? {} : { accept } });
    expect(read.headers['content-type']).toBe(type);
    expect(read.headers.etag).toBe('W/"1"');
    if (type === 'text/csv') expect(read.text).toBe('a,b');
    expect((await send(`GET /Binary/${made.json.id}?_format=json`)).json.contentType).toBe('text/csv');
  });

  it('is JSON when that is what the Binary holds', async () => {
    const body = {
      resourceType: 'Binary',
      contentType: 'application/json',
      data: Buffer.from('[1]').toString('base64'),
    };
    const made = await send('POST /Binary', { body });
    expect((await send(`GET /Binary/${made.json.id}`, { headers: { accept: 'application/json' } })).text).toBe('[1]');
  });
});

describe('_count=0', () => {
  it('of a history gives the number of versions only', async () => {
    for (const active of [true, false, true]) await put('c', { active });
    await send('DELETE /Patient/c');
    for (const query of ['_count=0', '_summary=count']) {
      const counted = (await send(`GET /Patient/c/_history?${query}`)).json;
      expect([counted.type, counted.total, counted.entry]).toEqual(['history', 4, undefined]);
    }
    const [type, all] = [await send('GET /Patient/_history?_count=0'), await send('GET /_history?_count=0')];
    expect(all.json.total).toBeGreaterThan(type.json.total);
    expect((await send('GET /Patient/c/_history?_count=0&_since=2999-01-01')).json.total).toBe(0);
    expect((await send('GET /Patient/never/_history?_count=0')).status).toBe(404);
  });
});

describe('the capability statement', () => {
  it('is the same each time it is asked for', async () => {
    const first = await send('GET /metadata');
    expect(first.json.date).toBe('2026-01-01T00:00:00.000Z');
    expect((await send('GET /metadata?mode=full')).text).toBe(first.text);
  });

  it.each(['normative', 'terminology', 'everything'])(
    'mode=%s is refused: another statement is not given',
    async (mode) => {
      expect((await send(`GET /metadata?mode=${mode}`)).status).toBe(400);
    },
  );

  it('names formats that are then given and taken', async () => {
    const { format, patchFormat } = (await send('GET /metadata')).json;
    for (const one of format)
      expect((await send(`GET /Patient/h?_format=${encodeURIComponent(one)}`)).status).toBe(200);
    for (const one of patchFormat)
      expect((await send('PATCH /Patient/h', { body: 'x', headers: { 'content-type': one } })).status).not.toBe(415);
    expect(patchFormat).toHaveLength(4);
  });
});

describe('idempotency keys', () => {
  it('of two people never meet', async () => {
    const create = (family: string, name: string) =>
      server.door.handle(
        {
          interaction: 'create',
          method: 'POST',
          type: 'Patient',
          query: [],
          conditions: {},
          preferences: {},
          base: 'http://x/fhir/R4',
          idempotencyKey: 'same',
          input: { value: { resourceType: 'Patient', name: [{ family }] }, literals: [] },
        },
        { name },
      );
    const ann = await create('A', 'ann');
    const bob = await create('B', 'bob');
    expect(bob.id).not.toBe(ann.id);
    expect((await create('A', 'ann')).id).toBe(ann.id);
  });
});

describe('Profiles that are declared, but not loaded', () => {
  const body = {
    resourceType: 'Patient',
    meta: {
      profile: ['http://x.test/known', 'http://x.test/p', 'http://hl7.org/fhir/StructureDefinition/Patient|4.0.1'],
    },
  };
  const whyUnchecked = (url: string) => (url === 'http://x.test/known' ? undefined : 'is not loaded');

  it('are told with the answer where profiles are checked, and block nothing', async () => {
    expect((await send('POST /Patient', { body })).headers.warning).toBeUndefined();
    const checking = await testServer({}, { whyUnchecked });
    const told = 'The profile http://x.test/p is not loaded: it was not checked.';
    const written = await request(checking, 'POST /Patient', { body });
    expect([written.status, written.headers.warning]).toEqual([201, `199 - "${told}"`]);
    const entry = [{ request: { method: 'POST', url: 'Patient' }, resource: body }];
    for (const type of ['transaction', 'batch']) {
      const { json } = await request(checking, 'POST /', { body: { resourceType: 'Bundle', type, entry } });
      expect(json.entry[0].response.status).toMatch(/^201/);
      expect(json.entry[0].response.outcome.issue[0].diagnostics).toBe(told);
    }
    const modifierExtension = [{ url: 'http://x.test/not', valueBoolean: true }];
    const modified = await request(checking, 'POST /Patient', { body: { resourceType: 'Patient', modifierExtension } });
    expect(modified.headers.warning).toContain('The modifier extension http://x.test/not is not loaded');
    await checking.close();
  });
});
