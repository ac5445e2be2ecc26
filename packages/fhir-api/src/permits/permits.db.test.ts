/** What is hidden reads as what is absent, whatever is asked. docs/spec-notes.md says what each side channel does. */
import type { Decision } from '@charthouse/access';
import type { PermitFilter } from '@charthouse/fhir-model';
import { sql } from '@charthouse/fhir-search';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Reply, request, type TestServer, testServer } from '../door.testing.ts';
import type { AskedCall } from '../parts.ts';

const ordinary: PermitFilter = { grants: [{ classes: { labels: ['N'], without: [] } }] };
const everything: PermitFilter = { grants: [{}] };

let server: TestServer;
let filter = everything;
let decided: (call: AskedCall) => Partial<Decision> = () => ({});

beforeAll(async () => {
  const decide = (_: unknown, call: AskedCall): Decision =>
    ({
      ...{ allowed: true, filter, mask: {}, obligations: [], purpose: 'TREAT', policies: [] },
      ...decided(call),
    }) as Decision;
  server = await testServer({}, {}, decide);
  await as(everything, async () => {
    await send('PUT /Patient/p', { resourceType: 'Patient', id: 'p', name: [{ family: 'Open' }] });
    await send('PUT /Observation/open', observation('open'));
    await send('PUT /Observation/hidden', observation('hidden', restricted));
    await send('PUT /Observation/turned', observation('turned', restricted));
    await send('PUT /Observation/turned', observation('turned'));
    await send('PUT /Observation/gone', observation('gone', restricted));
    await send('DELETE /Observation/gone');
  });
});

afterAll(async () => {
  expect(server.faults).toEqual([]);
  await server.close();
});

const restricted = {
  meta: { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }] },
};

function observation(id: string, more: object = {}) {
  const code = { coding: [{ system: 'urn:code', code: 'secret' }] };
  return { resourceType: 'Observation', id, status: 'final', code, subject: { reference: 'Patient/p' }, ...more };
}

const send = (line: string, body?: object, headers: Record<string, string> = {}) =>
  request(server, line, { ...(body && { body }), headers });

async function as<T>(own: PermitFilter, work: () => Promise<T>): Promise<T> {
  filter = own;
  try {
    return await work();
  } finally {
    filter = everything;
  }
}

/** The answer about one id, as if it were about the other; without what differs from request to request. */
function about(reply: Reply, id: string): unknown {
  const text = reply.text.replaceAll(id, 'ID').replace(/"(id|lastUpdated)":"[^"]*"/g, '');
  const { date: _, 'content-length': __, ...headers } = reply.headers;
  return { status: reply.status, text, headers };
}

type Asked = readonly [line: string, body?: ((id: string) => object) | undefined, headers?: Record<string, string>];

describe('a hidden resource', () => {
  const asked: readonly Asked[] = [
    ['GET /Observation/ID'],
    ['GET /Observation/ID', undefined, { 'if-none-match': 'W/"1"' }],
    ['GET /Observation/ID/_history/1'],
    ['GET /Observation/ID/_history'],
    ['GET /Observation/ID/_history?_summary=count'],
    ['GET /Observation?_id=ID&_summary=count'],
    ['GET /Observation/ID/$meta'],
    ['POST /Observation/ID/$validate?mode=delete'],
    ['GET /Observation/ID/$prove'],
    ['GET /Observation/ID/$prove?version=1'],
    ['POST /Observation/ID/$expunge'],
    ['PUT /Observation/ID', (id) => observation(id)],
    ['PUT /Observation/ID', (id) => observation(id), { 'if-match': 'W/"1"' }],
    ['PUT /Observation/ID', (id) => observation(id), { 'if-none-match': '*' }],
    ['PATCH /Observation/ID', () => [{ op: 'test', path: '/status', value: 'final' }], { 'content-type': 'application/json-patch+json' }],
    ['DELETE /Observation/ID'],
    ['PUT /Observation?_id=ID', (id) => observation(id)],
    ['DELETE /Observation?_id=ID'],
    ['POST /Observation', (id) => observation('x', { derivedFrom: [{ reference: `Observation/${id}` }] })],
    ['POST /Observation', (id) => observation('x', { derivedFrom: [{ reference: `Observation?_id=${id}` }] })],
    ['POST /Observation/$validate?mode=create', (id) => observation('x', { derivedFrom: [{ reference: `Observation/${id}` }] })],
    ['POST /Observation/ID/$meta-add', () => ({ resourceType: 'Parameters', parameter: [{ name: 'meta', valueMeta: { tag: [{ code: 'a' }] } }] })],
    ['POST /', (id) => ({ resourceType: 'Bundle', type: 'batch', entry: [{ request: { method: 'GET', url: `Observation/${id}` } }] })],
    ['POST /', (id) => ({ resourceType: 'Bundle', type: 'transaction', entry: [{ request: { method: 'GET', url: `Observation/${id}` } }] })],
    ['POST /$fhirpath', (id) => ({ resourceType: 'Parameters', parameter: [{ name: 'expression', valueString: 'derivedFrom.resolve().status' }, { name: 'resource', resource: observation('x', { derivedFrom: [{ reference: `Observation/${id}` }] }) }] })],
  ]; // biome-ignore format: one table

  for (const [line, body, headers] of asked)
    it(`is answered as an absent one: ${line}`, async () => {
      const answer = (id: string) =>
        as(ordinary, async () => about(await send(line.replace('ID', id), body?.(id), headers), id));
      const absent = await answer('absent');
      for (const id of ['hidden', 'gone']) expect(await answer(id), id).toEqual(absent);
      expect((await send('GET /Observation/hidden')).json.meta.versionId).toBe('1');
    });

  it.each([
    'GET /Observation?code=secret&_total=accurate',
    'GET /Observation?code=secret&_total=estimate&_count=1',
    'GET /Observation/$lastn?patient=Patient/p&max=9',
    'GET /Patient/p/$everything',
    'GET /Patient/p/Observation',
    'GET /Patient?_id=p&_revinclude=Observation:subject',
    'GET /Patient?_has:Observation:patient:_security=R',
    'GET /Observation?subject.name=open&_sort=-_lastUpdated',
    'GET /_history',
    'GET /Observation/_history?_summary=count',
    'GET /Observation/$meta',
    'GET /$meta',
    'GET /?_type=Observation,Patient',
  ])('is in no answer: %s', async (line) => {
    const { text, status } = await as(ordinary, () => send(line));
    expect(status).toBe(200);
    expect(text).not.toMatch(/hidden|gone|v3-Confidentiality|"R"/);
  });
});

it('former versions are hidden by what they were, and shown again by nothing', async () => {
  await as(ordinary, async () => {
    expect((await send('GET /Observation/turned')).status).toBe(200);
    expect((await send('GET /Observation/turned/_history/1')).status).toBe(404);
    expect((await send('GET /Observation/turned/_history')).json.entry).toHaveLength(1);
  });
});

it('a reference that is hidden keeps its target from being deleted, and is not named', async () => {
  await send('PUT /Encounter/e', { resourceType: 'Encounter', id: 'e', status: 'finished', class: { code: 'AMB' } });
  await send('PUT /Observation/about', {
    ...observation('about', restricted),
    encounter: { reference: 'Encounter/e' },
  });
  const { status, text } = await as(ordinary, () => send('DELETE /Encounter/e'));
  expect([status, text]).toEqual([409, expect.not.stringContaining('Observation')]);
});

it('what refers to something hidden can still be changed by who sees it', async () => {
  const derived = observation('derived', { derivedFrom: [{ reference: 'Observation/hidden' }] });
  await send('PUT /Observation/derived', derived);
  expect((await as(ordinary, () => send('PUT /Observation/derived', { ...derived, status: 'amended' }))).status).toBe(
    200,
  );
});

it('nobody may write beyond what they may change', async () => {
  decided = (call) => (call.interaction === 'create' ? { changes: ordinary } : {});
  expect((await as(ordinary, () => send('POST /Observation', observation('x', restricted)))).status).toBe(403);
  expect((await as(ordinary, () => send('POST /Observation', observation('x')))).status).toBe(201);
  decided = () => ({});
});

it('writes of one person that arrive together share a transaction, and one that they may not make stops none of the others', async () => {
  decided = () => ({ changes: ordinary });
  const { counters } = server.parts.store;
  const before = counters.commits;
  const statuses = (more: (n: number) => object) =>
    as(ordinary, () =>
      Promise.all(
        Array.from({ length: 12 }, async (_, n) => (await send('POST /Observation', observation('x', more(n)))).status),
      ),
    );
  expect(await statuses(() => ({}))).toEqual(Array(12).fill(201));
  expect(counters.commits - before).toBeLessThan(12);
  const mixed = await statuses((n) => (n === 5 ? restricted : {}));
  expect(mixed).toEqual(mixed.map((_, n) => (n === 5 ? 403 : 201)));
  decided = () => ({});
});

describe('a care relationship is not made by who needs it', () => {
  const [lead, grace] = [0, 0];
  const cared: PermitFilter = { grants: [{ reach: [{ kind: 'care', actors: ['Practitioner/ada'], lead, grace }] }] };
  const encounter = (patient: string, more: object = {}) => ({
    ...{ resourceType: 'Encounter', status: 'in-progress', class: { code: 'AMB' } },
    subject: { reference: `Patient/${patient}` },
    participant: [{ individual: { reference: 'Practitioner/ada' } }],
    ...more,
  });

  beforeAll(async () => {
    for (const id of ['mine', 'other']) await send(`PUT /Patient/${id}`, { resourceType: 'Patient', id });
    await send('PUT /Practitioner/ada', { resourceType: 'Practitioner', id: 'ada' });
    await send('PUT /Encounter/given', encounter('mine', { id: 'given' }));
    decided = ({ interaction }) =>
      ['create', 'update'].includes(interaction) ? { filter: everything, changes: cared } : {};
  });
  afterAll(() => {
    decided = () => ({});
  });

  it('nobody makes the encounter that would open a chart to them', async () => {
    expect((await send('POST /Encounter', encounter('other'))).status).toBe(403);
  });

  it('nor moves one to another patient', async () => {
    expect((await send('PUT /Encounter/given', encounter('other', { id: 'given' }))).status).toBe(403);
  });

  it('nor with help of what is written beside it', async () => {
    const entry = ['a', 'b'].map((id) => ({
      ...{ fullUrl: `urn:uuid:7e5c1f5e-0000-4000-8000-00000000000${id}`, resource: encounter('other') },
      request: { method: 'POST', url: 'Encounter' },
    }));
    expect((await send('POST /', { resourceType: 'Bundle', type: 'transaction', entry })).status).toBe(403);
  });

  it('who has one changes it, and adds to the chart', async () => {
    const more = { id: 'given', status: 'onleave' };
    expect((await send('PUT /Encounter/given', encounter('mine', more))).status).toBe(200);
    expect((await send('POST /Encounter', encounter('mine'))).status).toBe(201);
  });
});

it('page links are of who was given them', async () => {
  const { json } = await send('GET /Observation?_count=1');
  const next = json.link.find(({ relation }: { relation: string }) => relation === 'next').url.replace(/.*R4/, 'GET ');
  expect((await send(next.replace('GET ', 'GET '))).status).toBe(200);
  expect((await as(ordinary, () => send(next))).status).toBe(400);
});

it('the access log is of everybody: only who sees all of a type is shown what it says of it', async () => {
  const asked = ['GET /AuditEvent?_summary=count', 'GET /Patient/p/$access-log'];
  for (const line of asked) expect((await send(line)).status, line).toBe(200);
  expect((await send('GET /AuditEvent?_summary=count')).json.total).toBeGreaterThan(0);
  const nobody: PermitFilter = { grants: [{ reach: [{ kind: 'patients', ids: ['other'] }] }] };
  expect((await as(nobody, () => send('GET /AuditEvent?_summary=count'))).json.total).toBe(0);
  expect((await as(nobody, () => send('GET /Patient/p/$access-log'))).status).toBe(404);
});

it('what is masked is neither shown nor searched nor sorted by', async () => {
  decided = () => ({ mask: { Patient: ['name'] } });
  expect((await send('GET /Patient/p')).text).not.toContain('Open');
  expect((await send('GET /Patient')).text).not.toContain('Open');
  for (const query of [
    'Patient?name=open',
    'Patient?_sort=family',
    'Observation?subject.name=open',
    'Patient?_content=open',
  ])
    expect((await send(`GET /${query}`)).status, query).toBe(403);
  decided = () => ({ mask: { Observation: ['value'] } });
  for (const query of ['code-value-quantity=secret$1', '_sort=-code-value-quantity', '_sort=value-string'])
    expect((await send(`GET /Observation?${query}`)).status, query).toBe(403);
  expect((await send('GET /Observation?_sort=-code')).status).toBe(200);
  decided = () => ({});
});

it('who may not is told so, and who is not known is asked to sign in', async () => {
  decided = () => ({ allowed: false, unknown: false, reason: 'No role of yours does that.', policy: 'role' });
  expect((await send('GET /Patient/p')).status).toBe(403);
  decided = () => ({ allowed: false, unknown: true, reason: 'Sign in.', policy: 'known-person' });
  expect((await send('GET /Patient/p')).status).toBe(401);
  decided = () => ({});
});

describe('while resources of before have no classes yet', () => {
  const revision = async (raised: number) => {
    await server.store.transaction((tx) =>
      tx.query(sql`update search_index set revision = revision + ${raised}, version = version + 1`),
    );
    await server.searches.refresh();
  };
  beforeAll(() => revision(-5));
  afterAll(() => revision(5));

  it.each(['Observation/open', 'Observation', 'Observation?code=secret&_summary=count', 'Patient/p/$everything'])(
    'who is limited by labels is told to wait, and others are served: GET %s',
    async (path) => {
      const told = await as(ordinary, () => send(`GET /${path}`));
      expect([told.status, told.headers['retry-after']]).toEqual([503, '60']);
      expect(told.text).toMatch(/read anew.*charthouse jobs/);
      expect(told.text).not.toContain('hidden');
      expect((await send(`GET /${path}`)).status).toBe(200);
    },
  );

  it('nor do they write', async () => {
    const write = () => send('PUT /Observation/open', observation('open'));
    expect((await as(ordinary, write)).status).toBe(503);
    expect((await as(ordinary, () => send('DELETE /Observation/open'))).status).toBe(503);
  });
});
