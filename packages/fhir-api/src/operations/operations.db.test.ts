import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request, type TestServer, testServer } from '../door.testing.ts';
import { operations } from './index.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
  for (const resource of record) {
    const made = await send(`PUT /${resource.resourceType}/${resource.id}`, { body: resource });
    expect(made.status, made.text).toBe(201);
  }
});
afterAll(() => server.close());

const send = (line: string, options?: Parameters<typeof request>[2]) => request(server, line, options);
const coded = (code: string) => ({ coding: [{ system: 'http://loinc.org', code }] });
const observation = (id: string, code: string, day: string) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: coded(code),
  subject: { reference: 'Patient/ann' },
  performer: [{ reference: 'Practitioner/doc' }],
  encounter: { reference: 'Encounter/e1' },
  effectiveDateTime: day,
});
const record = [
  { resourceType: 'Practitioner', id: 'doc' },
  { resourceType: 'Patient', id: 'ann', birthDate: '1980-01-01' },
  { resourceType: 'Patient', id: 'bob' },
  {
    resourceType: 'Encounter',
    id: 'e1',
    status: 'finished',
    class: { code: 'AMB' },
    subject: { reference: 'Patient/ann' },
  },
  observation('o1', '8480-6', '2020-01-01'),
  observation('o2', '8480-6', '2021-01-01'),
  observation('o3', '8462-4', '2021-06-01'),
  { ...observation('o4', '8480-6', '2022-01-01'), subject: { reference: 'Patient/bob' } },
];
const ids = (reply: { json: { entry?: { resource: { id: string } }[] } }) =>
  (reply.json.entry ?? []).map((e) => e.resource.id);

describe('$everything', () => {
  it('gives the patient, the compartment and what it refers to, and nobody else', async () => {
    const all = await send('GET /Patient/ann/$everything');
    expect(ids(all).sort()).toEqual(['ann', 'doc', 'e1', 'o1', 'o2', 'o3']);
  });

  it('keeps to types, to care dates and to what changed since', async () => {
    expect(ids(await send('GET /Patient/ann/$everything?_type=Encounter'))).toEqual(['e1']);
    expect(ids(await send('GET /Patient/ann/$everything?_type=Observation')).sort()).toEqual(['o1', 'o2', 'o3']);
    const before = (await send('GET /Practitioner/doc')).json.meta.lastUpdated;
    await send('PUT /Observation/o3', { body: record.find(({ id }) => id === 'o3') });
    const { lastUpdated } = (await send('GET /Observation/o3')).json.meta;
    expect(lastUpdated > before).toBe(true);
    expect(ids(await send(`GET /Patient/ann/$everything?_since=${lastUpdated}`))).toEqual(['o3']);
    const dated = ids(await send('GET /Patient/ann/$everything?start=2021-01-01&end=2021-03'));
    expect(dated).toContain('o2');
    expect(dated).toContain('ann');
    expect(dated).not.toContain('o1');
    expect(dated).not.toContain('o3');
    expect(ids(await send('GET /Patient/ann/$everything?_since=2999-01-01T00:00:00Z'))).toEqual([]);
  });

  it('_type says what is returned, also of what lies outside the compartment', async () => {
    expect(ids(await send('GET /Patient/ann/$everything?_type=Practitioner'))).toEqual(['doc']);
    expect(ids(await send('GET /Patient/ann/$everything?_type=Practitioner,Encounter')).sort()).toEqual(['doc', 'e1']);
    expect(ids(await send('GET /Patient/ann/$everything?_type=Device'))).toEqual([]);
    expect((await send('GET /Patient/ann/$everything?_type=Practitioner&_count=0')).status).toBe(400);
    expect((await send('GET /Patient/ann/$everything?_type=Encounter&_count=0')).json.total).toBe(1);
  });

  it('comes in pages that together are complete, every resource of the compartment once', async () => {
    const seen: string[] = [];
    let path = '/Patient/ann/$everything?_count=2';
    for (let page = 0; page < 10 && path; page++) {
      const reply = await send(`GET ${path}`);
      seen.push(...ids(reply));
      const next = reply.json.link.find((link: { relation: string }) => link.relation === 'next')?.url;
      path = next ? next.slice(next.indexOf('/Patient')) : '';
    }
    expect([...new Set(seen)].sort()).toEqual(['ann', 'doc', 'e1', 'o1', 'o2', 'o3']);
    expect(seen.filter((id) => id !== 'doc')).toHaveLength(5);
  });

  it('takes its parameters from a Parameters resource as well', async () => {
    const asked = (...parameter: object[]) =>
      send('POST /Patient/ann/$everything', { body: { resourceType: 'Parameters', parameter } });
    const found = await asked({ name: '_type', valueCode: 'Encounter' }, { name: '_count', valueInteger: 1 });
    expect(found.json).toEqual(
      expect.objectContaining({
        link: (await send('GET /Patient/ann/$everything?_type=Encounter&_count=1')).json.link,
      }),
    );
    expect((await asked({ name: 'status', valueString: 'x' })).status).toBe(400);
    expect((await asked({ name: 'start' })).json.issue[0].expression).toEqual(['Parameters.parameter[0]']);
  });

  it('answers 404 for an unknown patient and refuses unknown parameters', async () => {
    expect((await send('GET /Patient/none/$everything')).status).toBe(404);
    expect((await send('GET /Patient/ann/$everything?status=x')).status).toBe(400);
    expect((await send('GET /Patient/ann/$everything?_type=Nope')).status).toBe(400);
    expect((await send('GET /Patient/ann/$everything?start=yesterday')).status).toBe(400);
    expect((await send('GET /Patient/ann/$everything?start=2021&end=2020')).status).toBe(400);
  });
});

describe('$lastn', () => {
  it('gives the newest of each code, of one patient', async () => {
    expect(ids(await send('GET /Observation/$lastn?patient=Patient/ann'))).toEqual(['o3', 'o2']);
    expect(ids(await send('GET /Observation/$lastn?patient=Patient/ann&max=2'))).toEqual(['o3', 'o2', 'o1']);
    expect((await send('GET /Observation/$lastn')).status).toBe(400);
    const parameter = [{ name: 'patient', valueString: 'ann' }];
    const posted = await send('POST /Observation/$lastn', { body: { resourceType: 'Parameters', parameter } });
    expect(ids(posted)).toEqual(['o3', 'o2']);
    expect((await send('GET /Observation/$lastn?patient=Patient/ann&max=0')).status).toBe(400);
  });
});

describe('$meta', () => {
  const meta = { tag: [{ system: 'http://t', code: 'vip' }], profile: ['http://p'] };
  const parameters = { resourceType: 'Parameters', parameter: [{ name: 'meta', valueMeta: meta }] };

  it('$meta-add and $meta-delete make new versions; $meta tells at each level', async () => {
    const added = await send('POST /Patient/bob/$meta-add', { body: parameters });
    expect(added.json.parameter[0].valueMeta).toMatchObject({ ...meta, versionId: '2' });
    expect((await send('GET /Patient?_tag=http://t|vip')).json.entry).toHaveLength(1);
    expect((await send('GET /Patient/bob/$meta')).json.parameter[0].valueMeta.tag).toEqual(meta.tag);
    expect((await send('GET /Patient/$meta')).json.parameter[0].valueMeta.tag).toEqual(meta.tag);
    expect((await send('GET /$meta')).json.parameter[0].valueMeta.profile).toEqual(meta.profile);
    const removed = await send('POST /Patient/bob/$meta-delete', { body: parameters });
    expect(removed.json.parameter[0].valueMeta).toMatchObject({ versionId: '3' });
    expect(removed.json.parameter[0].valueMeta).not.toHaveProperty('tag');
    expect((await send('GET /Patient/bob/_history')).json.entry).toHaveLength(3);
  });

  it('changes need POST, a meta, and a resource', async () => {
    expect((await send('GET /Patient/bob/$meta-add')).status).toBe(405);
    expect((await send('POST /Patient/bob/$meta-add', { body: { resourceType: 'Parameters' } })).status).toBe(400);
    expect((await send('POST /Patient/none/$meta-add', { body: parameters })).status).toBe(404);
    const wrong = { resourceType: 'Parameters', parameter: [{ name: 'meta', valueMeta: { tag: 'vip' } }] };
    expect((await send('POST /Patient/bob/$meta-add', { body: wrong })).status).toBe(400);
  });
});

describe('$expunge', () => {
  it('removes every version and leaves a tombstone', async () => {
    await send('PUT /Patient/temp', { body: { resourceType: 'Patient', id: 'temp', active: true } });
    await send('PUT /Patient/temp', { body: { resourceType: 'Patient', id: 'temp', active: false } });
    expect((await send('POST /Patient/ann/$expunge')).status).toBe(409);
    const done = await send('POST /Patient/temp/$expunge');
    expect(done.json.parameter[0]).toEqual({ name: 'versions', valueInteger: 2 });
    expect((await send('GET /Patient/temp')).status).toBe(410);
    expect((await send('GET /Patient/temp/_history/1')).status).toBe(404);
    expect((await send('GET /Patient?_id=temp')).json.entry).toBeUndefined();
    expect((await send('POST /Patient/none/$expunge')).status).toBe(404);
  });
});

describe('every operation', () => {
  it.each(operations)(
    '$definition.code has its definition served and stands in the capability statement',
    async ({ definition }) => {
      const served = await send(`GET /OperationDefinition/${definition.id}`);
      expect(served.json).toMatchObject({
        resourceType: 'OperationDefinition',
        code: definition.code,
        status: 'active',
        kind: 'operation',
      });
      expect(await server.parts.validator.validate(served.json)).toEqual([]);
      const statement = await send('GET /metadata');
      expect(statement.text).toContain(`/OperationDefinition/${definition.id}"`);
    },
  );

  it('is known at its own levels only', async () => {
    expect((await send('GET /$everything')).status).toBe(404);
    expect((await send('GET /Observation/o1/$everything')).status).toBe(404);
    expect((await send('GET /Patient/ann/$nonsense')).status).toBe(404);
  });

  it('the capability statement is a valid resource', async () => {
    const statement = await send('GET /metadata');
    expect(server.parts.validator.validate(statement.json)).toEqual([]);
    const [rest] = statement.json.rest;
    expect(rest.resource.length).toBeGreaterThan(140);
    const codes = (all: { code: string }[]) => all.map(({ code }) => code).sort();
    expect(codes(rest.interaction)).toEqual(['batch', 'history-system', 'search-system', 'transaction']);
    expect(codes(rest.resource[0].interaction)).toEqual([
      'create', 'delete', 'history-instance', 'history-type', 'patch', 'read', 'search-type', 'update', 'vread',
    ]); // biome-ignore format: one list
  });
});

it.each([
  ['$break-the-glass', 409],
  ['$end-break-the-glass', 404],
])('where nobody signs in nothing is closed, and so nothing is opened by %s', async (name, status) => {
  expect((await send(`POST /Patient/ann/${name}`)).status).toBe(status);
});
