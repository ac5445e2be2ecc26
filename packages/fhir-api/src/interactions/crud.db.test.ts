import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request, type TestServer, testServer } from '../door.testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const send = (line: string, options?: Parameters<typeof request>[2]) => request(server, line, options);
const patient = (id?: string, more: object = {}) => ({ resourceType: 'Patient', ...(id && { id }), ...more });

describe('create and read', () => {
  it('create answers 201 with location, version and the resource, and read gives the same bytes', async () => {
    const created = await send('POST /Patient', { body: patient('ignored', { birthDate: '1980-02-29' }) });
    expect(created.status).toBe(201);
    const { id, meta } = created.json;
    expect(id).not.toBe('ignored');
    expect(meta.versionId).toBe('1');
    expect(created.headers.location).toMatch(new RegExp(`/fhir/R4/Patient/${id}/_history/1$`));
    expect(created.headers.etag).toBe('W/"1"');
    const read = await send(`GET /Patient/${id}`);
    expect(read.status).toBe(200);
    expect(read.text).toBe(created.text);
    expect(read.headers['last-modified']).toBe(new Date(meta.lastUpdated).toUTCString());
    expect(read.headers['content-type']).toBe('application/fhir+json; charset=utf-8');
  });

  it('keeps numbers as they were written', async () => {
    const text =
      '{"resourceType":"Observation","status":"final","code":{"text":"x"},"valueQuantity":{"value":1.0},"component":[{"code":{"text":"y"},"valueQuantity":{"value":1.50E+2}}]}';
    const created = await send('POST /Observation', { body: text });
    expect(created.status).toBe(201);
    expect(created.text).toContain('"value":1.0}');
    expect(created.text).toContain('"value":1.50E+2}');
    const again = await send(`GET /Observation/${created.json.id}?_pretty=true`);
    expect(again.text).toContain('"value": 1.0\n');
    const xml = await send(`GET /Observation/${created.json.id}?_format=xml`);
    expect(xml.text).toContain('<value value="1.0"/>');
  });

  it('Prefer chooses what a change answers', async () => {
    const minimal = await send('POST /Patient', { body: patient(), headers: { prefer: 'return=minimal' } });
    expect([minimal.status, minimal.text]).toEqual([201, '']);
    const outcome = await send('POST /Patient', { body: patient(), headers: { prefer: 'return=OperationOutcome' } });
    expect(outcome.json.resourceType).toBe('OperationOutcome');
    const quoted = await send('POST /Patient', { body: patient(), headers: { prefer: 'Return = "Minimal"; x' } });
    expect([quoted.status, quoted.text]).toEqual([201, '']);
  });

  it('answers 404 for what was never there, 410 for what was deleted', async () => {
    expect((await send('GET /Patient/never')).status).toBe(404);
    await send('PUT /Patient/gone', { body: patient('gone') });
    expect((await send('DELETE /Patient/gone')).status).toBe(204);
    const gone = await send('GET /Patient/gone');
    expect(gone.status).toBe(410);
    expect(gone.json.issue[0].code).toBe('deleted');
    expect((await send('GET /Patient/gone/_history/2')).status).toBe(410);
    expect((await send('GET /Patient/gone/_history/1')).status).toBe(200);
    expect((await send('DELETE /Patient/gone')).status).toBe(204);
    const back = await send('PUT /Patient/gone', { body: patient('gone') });
    expect([back.status, back.json.meta.versionId]).toEqual([201, '3']);
  });

  it('history says how each version came: what follows a deletion was put, not posted', async () => {
    await send('PUT /Patient/story', { body: patient('story') });
    await send('DELETE /Patient/story');
    await send('PUT /Patient/story', { body: patient('story') });
    const { entry } = (await send('GET /Patient/story/_history')).json;
    expect(entry.map((e: { request: object; response: { status: string } }) => [e.request, e.response.status])).toEqual(
      [
        [{ method: 'PUT', url: 'Patient/story' }, '201'],
        [{ method: 'DELETE', url: 'Patient/story' }, '204'],
        [{ method: 'PUT', url: 'Patient/story' }, '201'],
      ],
    );
  });

  it('HEAD answers as GET without a body; conditional reads answer 304', async () => {
    await send('PUT /Patient/cond', { body: patient('cond') });
    const head = await send('HEAD /Patient/cond');
    expect([head.status, head.text, head.headers.etag]).toEqual([200, '', 'W/"1"']);
    expect((await send('GET /Patient/cond', { headers: { 'if-none-match': 'W/"1"' } })).status).toBe(304);
    expect((await send('GET /Patient/cond', { headers: { 'if-none-match': 'W/"2"' } })).status).toBe(200);
    const since = new Date(Date.now() + 60_000).toUTCString();
    expect((await send('GET /Patient/cond', { headers: { 'if-modified-since': since } })).status).toBe(304);
  });

  it('OPTIONS is answered with the methods of the place', async () => {
    const asked = await send('OPTIONS /Patient/cond');
    expect([asked.status, asked.headers.allow, asked.headers.vary]).toEqual([
      405,
      'GET, HEAD, PUT, PATCH, DELETE',
      'accept, accept-encoding',
    ]);
  });

  it('cuts reads to _elements and _summary', async () => {
    await send('PUT /Patient/cut', { body: patient('cut', { gender: 'female', birthDate: '1990-01-01' }) });
    const cut = await send('GET /Patient/cut?_elements=gender');
    expect(cut.json).toMatchObject({ gender: 'female', meta: { tag: [{ code: 'SUBSETTED' }] } });
    expect(cut.json).not.toHaveProperty('birthDate');
  });
});

describe('update', () => {
  it('creates under the id of the client, then makes versions', async () => {
    const created = await send('PUT /Patient/own', { body: patient('own') });
    expect(created.status).toBe(201);
    const updated = await send('PUT /Patient/own', { body: patient('own', { active: true }) });
    expect([updated.status, updated.json.meta.versionId]).toEqual([200, '2']);
    expect((await send('GET /Patient/own/_history/1')).json).not.toHaveProperty('active');
  });

  it('If-Match keeps one change from overwriting another', async () => {
    await send('PUT /Patient/match', { body: patient('match') });
    const stale = await send('PUT /Patient/match', { body: patient('match'), headers: { 'if-match': 'W/"7"' } });
    expect(stale.status).toBe(412);
    expect(stale.json.issue[0].diagnostics).toContain('is at version 1');
    expect(
      (await send('PUT /Patient/match', { body: patient('match'), headers: { 'if-match': 'W/"1"' } })).status,
    ).toBe(200);
    expect((await send('PUT /Patient/match', { body: patient('match'), headers: { 'if-match': '1' } })).status).toBe(
      400,
    );
    expect(
      (await send('PUT /Patient/unseen', { body: patient('unseen'), headers: { 'if-match': 'W/"1"' } })).status,
    ).toBe(412);
    expect(
      (await send('PUT /Patient/match', { body: patient('match'), headers: { 'if-none-match': '*' } })).status,
    ).toBe(412);
    expect(
      (await send('PUT /Patient/match', { body: patient('match'), headers: { 'if-none-match': 'W/"2"' } })).status,
    ).toBe(400);
  });

  it('by criteria that choose nothing is refused, as is a deletion or a create', async () => {
    await send('PUT /Location/only', { body: { resourceType: 'Location', id: 'only', name: 'Only' } });
    for (const criteria of ['_total=none', '_sort=name', '_count=1', '_include=*']) {
      expect((await send(`DELETE /Location?${criteria}`)).status).toBe(400);
      const body = { resourceType: 'Location', name: 'Other' };
      expect((await send(`PUT /Location?${criteria}`, { body })).status).toBe(400);
      expect((await send('POST /Location', { body, headers: { 'if-none-exist': criteria } })).status).toBe(400);
    }
    expect((await send('GET /Location/only')).json.meta.versionId).toBe('1');
    expect((await send('DELETE /Location?_id=only')).status).toBe(204);
  });

  it('by criteria takes the resource with the id of the match, and refuses another id', async () => {
    const identifier = [{ system: 'http://example.org/mrn?site=1', value: '77' }];
    await send('PUT /Patient/numbered', { body: patient('numbered', { identifier }) });
    const at = '/Patient?identifier=http://example.org/mrn?site=1|77';
    const own = await send(`PUT ${at}`, { body: patient('numbered', { identifier, active: true }) });
    expect([own.status, own.json.id, own.json.meta.versionId]).toEqual([200, 'numbered', '2']);
    expect((await send(`PUT ${at}`, { body: patient('another', { identifier }) })).status).toBe(400);
    const header = { 'if-none-exist': 'Patient?identifier=http://example.org/mrn?site=1|77' };
    const found = await send('POST /Patient', { body: patient(undefined, { identifier }), headers: header });
    expect([found.status, found.json.id]).toEqual([200, 'numbered']);
    const none = '/Patient?identifier=http://example.org/mrn|none';
    expect((await send(`PUT ${none}`, { body: patient('numbered') })).status).toBe(409);
  });

  it.each([
    ['another id', patient('other'), 'is not the id of the URL'],
    ['no id', patient(), 'must have the id of the URL'],
    ['another type', { resourceType: 'Group', id: 'x', type: 'person', actual: true }, 'The URL is for Patient'],
  ])('refuses %s in the body', async (_, body, words) => {
    const refused = await send('PUT /Patient/x', { body });
    expect(refused.status).toBe(400);
    expect(refused.json.issue[0].diagnostics).toContain(words);
  });
});

describe('conditional interactions', () => {
  const mrn = (value: string) => ({ identifier: [{ system: 'http://mrn', value }] });

  it('create under If-None-Exist makes one, then finds it, and refuses when several match', async () => {
    const headers = { 'if-none-exist': 'identifier=http://mrn|c1' };
    const first = await send('POST /Patient', { body: patient(undefined, mrn('c1')), headers });
    const second = await send('POST /Patient', { body: patient(undefined, mrn('c1')), headers });
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.json.id).toBe(first.json.id);
    await send('POST /Patient', { body: patient(undefined, mrn('c1')) });
    expect((await send('POST /Patient', { body: patient(undefined, mrn('c1')), headers })).status).toBe(412);
  });

  it('update by criteria creates, updates, and minds the id of the body', async () => {
    const created = await send('PUT /Patient?identifier=http://mrn|u1', { body: patient(undefined, mrn('u1')) });
    expect(created.status).toBe(201);
    const updated = await send('PUT /Patient?identifier=http://mrn|u1', {
      body: patient(undefined, { ...mrn('u1'), active: true }),
    });
    expect([updated.status, updated.json.id, updated.json.meta.versionId]).toEqual([200, created.json.id, '2']);
    expect((await send('PUT /Patient?identifier=http://mrn|u1', { body: patient('other', mrn('u1')) })).status).toBe(
      400,
    );
    expect(
      (await send('PUT /Patient?identifier=http://mrn|new', { body: patient(created.json.id, mrn('new')) })).status,
    ).toBe(409);
    expect((await send('PUT /Patient', { body: patient() })).status).toBe(400);
  });

  it('delete and patch by criteria', async () => {
    await send('PUT /Patient/d1', { body: patient('d1', mrn('d1')) });
    const operations = JSON.stringify([{ op: 'add', path: '/active', value: false }]);
    const headers = { 'content-type': 'application/json-patch+json' };
    expect((await send('PATCH /Patient?identifier=http://mrn|d1', { body: operations, headers })).json.active).toBe(
      false,
    );
    expect((await send('PATCH /Patient?identifier=http://mrn|none', { body: operations, headers })).status).toBe(404);
    expect((await send('DELETE /Patient?identifier=http://mrn|d1')).status).toBe(204);
    expect((await send('GET /Patient/d1')).status).toBe(410);
    expect((await send('DELETE /Patient?identifier=http://mrn|d1')).status).toBe(204);
    await send('POST /Patient', { body: patient(undefined, mrn('d2')) });
    await send('POST /Patient', { body: patient(undefined, mrn('d2')) });
    const many = await send('DELETE /Patient?identifier=http://mrn|d2');
    expect(many.status).toBe(412);
    expect(many.json.issue[0].diagnostics).toContain('CHARTHOUSE_CONDITIONAL_DELETE_LIMIT');
  });

  it('refuses criteria that the server does not understand instead of matching everything', async () => {
    const refused = await send('DELETE /Patient?idenitfier=1');
    expect(refused.status).toBe(400);
  });
});

describe('references', () => {
  const observation = (subject: string) => ({
    resourceType: 'Observation',
    status: 'final',
    code: { text: 'x' },
    subject: { reference: subject },
  });

  it('must exist on this server', async () => {
    const refused = await send('POST /Observation', { body: observation('Patient/nobody') });
    expect(refused.status).toBe(422);
    expect(refused.json.issue[0].diagnostics).toContain('Patient/nobody is dangling');
    expect((await send('POST /Observation', { body: observation('http://elsewhere.org/fhir/Patient/1') })).status).toBe(
      201,
    );
  });

  it('keep their target from being deleted', async () => {
    await send('PUT /Patient/held', { body: patient('held') });
    const { json } = await send('POST /Observation', { body: observation('Patient/held') });
    const refused = await send('DELETE /Patient/held');
    expect(refused.status).toBe(409);
    expect(refused.json.issue[0].diagnostics).toContain(`Observation/${json.id} refers to Patient/held`);
    await send(`DELETE /Observation/${json.id}`);
    expect((await send('DELETE /Patient/held')).status).toBe(204);
  });
});

describe('history', () => {
  it('lists versions newest first, in pages, with since and at', async () => {
    for (const active of [true, false, true]) await send('PUT /Patient/h', { body: patient('h', { active }) });
    await send('DELETE /Patient/h');
    const all = await send('GET /Patient/h/_history');
    expect(all.json.entry.map((e: { request: { method: string } }) => e.request.method)).toEqual([
      'DELETE',
      'PUT',
      'PUT',
      'PUT',
    ]);
    expect(all.json.entry[0]).not.toHaveProperty('resource');
    const first = await send('GET /Patient/h/_history?_count=3');
    const next = first.json.link.find((link: { relation: string }) => link.relation === 'next').url;
    const second = await send(`GET ${new URL(next).pathname.slice('/fhir/R4'.length)}${new URL(next).search}`);
    expect(second.json.entry).toHaveLength(1);
    expect(second.json.entry[0].resource.meta.versionId).toBe('1');
    expect((await send('GET /Patient/never/_history')).status).toBe(404);
    expect(
      (await send(`GET /Patient/h/_history?_since=${new Date(Date.now() + 60_000).toISOString()}`)).json,
    ).not.toHaveProperty('entry');
    expect((await send('GET /Patient/_history?_count=2')).json.entry).toHaveLength(2);
    expect((await send('GET /_history?_count=2')).json.entry).toHaveLength(2);
    expect((await send('GET /_history?name=x')).status).toBe(400);
  });
});

describe('references that lead nowhere', () => {
  it.each(['Patient/nope#a', '/Patient/nope', 'Nope/nope', 'p1', 'Patient/nope/_history/9'])(
    '%s is refused',
    async (reference) => {
      const body = { resourceType: 'Observation', status: 'final', code: { text: 'x' }, subject: { reference } };
      const refused = await send('POST /Observation', { body });
      expect(refused.status, refused.text).toBe(422);
      expect(refused.json.issue[0].expression).toEqual(['Observation.subject']);
    },
  );
});
