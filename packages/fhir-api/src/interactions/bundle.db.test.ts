import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request, type TestServer, testServer } from '../door.testing.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ bundleEntryLimit: 50 });
});
afterAll(() => server.close());

const send = (line: string, options?: Parameters<typeof request>[2]) => request(server, line, options);
const bundle = (type: string, entry: unknown[]) => ({ resourceType: 'Bundle', type, entry });
const post = (body: unknown, headers?: Record<string, string>) => send('POST /', { body, ...(headers && { headers }) });
const patient = (id?: string, more: object = {}) => ({ resourceType: 'Patient', ...(id && { id }), ...more });
const entry = (method: string, url: string, more: object = {}) => ({ request: { method, url }, ...more });
const statuses = (reply: { json: { entry: { response: { status: string } }[] } }) =>
  reply.json.entry.map((e) => e.response.status);
const urn = (n: number) => `urn:uuid:00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

describe('transactions', () => {
  it('resolve what entries call each other, in references, uris and narratives, also to entries further down', async () => {
    const narrative = {
      status: 'generated',
      div: `<div xmlns="http://www.w3.org/1999/xhtml"><a href="${urn(1)}">he</a></div>`,
    };
    const done = await post(
      bundle('transaction', [
        {
          ...entry('POST', 'Observation'),
          fullUrl: urn(2),
          resource: {
            resourceType: 'Observation',
            status: 'final',
            text: narrative,
            code: { text: 'x' },
            subject: { reference: urn(1) },
            extension: [
              { url: 'http://x', valueUri: urn(1) },
              { url: 'http://y', valueReference: { reference: urn(1) } },
            ],
          },
        },
        {
          ...entry('POST', 'Patient'),
          fullUrl: urn(1),
          resource: patient(undefined, { identifier: [{ system: 'urn:ietf:rfc:3986', value: urn(1) }] }),
        },
      ]),
    );
    expect(done.status).toBe(200);
    expect(statuses(done)).toEqual(['201', '201']);
    const [observation, person] = done.json.entry.map(
      (e: { response: { location: string } }) => e.response.location.split('/_history')[0],
    );
    const stored = (await send(`GET /${observation}`)).json;
    expect(stored.subject.reference).toBe(person);
    expect(stored.extension[0].valueUri).toBe(person);
    expect(stored.extension[1].valueReference.reference).toBe(person);
    expect(stored.text.div).toContain(`href="${person}"`);
    expect((await send(`GET /${person}`)).json.identifier[0].value).toBe(urn(1));
  });

  it('write all or nothing, and say which entry was at fault', async () => {
    const refused = await post(
      bundle('transaction', [
        { ...entry('PUT', 'Patient/t1'), resource: patient('t1') },
        { ...entry('PUT', 'Patient/t2'), resource: patient('t2', { gender: 'robot', birthDate: '2021-02-30' }) },
      ]),
    );
    expect(refused.status).toBe(400);
    expect(refused.json.issue.map((i: { expression: string[] }) => i.expression[0]).sort()).toEqual([
      'Bundle.entry[1].resource.birthDate',
      'Bundle.entry[1].resource.gender',
    ]);
    expect((await send('GET /Patient/t1')).status).toBe(404);
  });

  it('answer every entry in the order sent, whatever the order of processing, and read what they wrote', async () => {
    await send('PUT /Patient/old', { body: patient('old') });
    const done = await post(
      bundle('transaction', [
        entry('GET', 'Patient/fresh'),
        { ...entry('PUT', 'Patient/fresh'), resource: patient('fresh') },
        { ...entry('POST', 'Patient'), resource: patient() },
        entry('DELETE', 'Patient/old'),
        entry('GET', 'Patient?_id=fresh,old'),
        entry('GET', 'Patient/fresh/_history'),
        entry('GET', 'Patient/fresh/_history/1'),
      ]),
    );
    expect(statuses(done)).toEqual(['200', '201', '201', '204', '200', '200', '200']);
    expect(done.json.entry[0].resource.id).toBe('fresh');
    const found = done.json.entry[4].resource.entry;
    expect(found.map((e: { resource: { id: string } }) => e.resource.id)).toEqual(['fresh']);
    expect(done.json.entry[5].resource.entry).toHaveLength(1);
  });

  it('Prefer: return=representation gives the resources back', async () => {
    const done = await post(bundle('transaction', [{ ...entry('POST', 'Patient'), resource: patient() }]), {
      prefer: 'return=representation',
    });
    expect(done.json.entry[0].resource.resourceType).toBe('Patient');
  });

  it.each([
    [
      'the same id twice',
      [entry('DELETE', 'Patient/same'), { ...entry('PUT', 'Patient/same'), resource: patient('same') }],
      'changed by two entries',
    ],
    [
      'equal criteria twice',
      [1, 2].map(() => ({
        request: { method: 'POST', url: 'Patient', ifNoneExist: 'identifier=http://mrn|twin' },
        resource: patient(),
      })),
      'mean the same resource',
    ],
    [
      'criteria that another entry will satisfy',
      [
        {
          request: { method: 'PUT', url: 'Patient?identifier=http://mrn|twin' },
          resource: patient(undefined, { identifier: [{ system: 'http://mrn', value: 'twin' }] }),
        },
        {
          ...entry('POST', 'Patient'),
          resource: patient(undefined, { identifier: [{ system: 'http://mrn', value: 'twin' }] }),
        },
      ],
      'mean the same resource',
    ],
    [
      'one fullUrl twice',
      [1, 2].map(() => ({ ...entry('POST', 'Patient'), fullUrl: urn(9), resource: patient() })),
      'fullUrl',
    ],
  ])('refuse %s', async (_, entries, words) => {
    const refused = await post(bundle('transaction', entries));
    expect(refused.status).toBe(400);
    expect(refused.json.issue[0].diagnostics).toContain(words);
  });

  it('resolve conditional references, to resources stored before and to those of the same bundle', async () => {
    await send('PUT /Practitioner/doc', {
      body: { resourceType: 'Practitioner', id: 'doc', identifier: [{ system: 'http://npi', value: '77' }] },
    });
    const done = await post(
      bundle('transaction', [
        {
          ...entry('POST', 'Patient'),
          resource: patient(undefined, {
            generalPractitioner: [
              { reference: 'Practitioner?identifier=http://npi|77' },
              { reference: 'Practitioner?identifier=http://npi|88' },
            ],
          }),
        },
        {
          ...entry('PUT', 'Practitioner/new'),
          resource: { resourceType: 'Practitioner', id: 'new', identifier: [{ system: 'http://npi', value: '88' }] },
        },
      ]),
      { prefer: 'return=representation' },
    );
    expect(done.json.entry[0].resource.generalPractitioner).toEqual([
      { reference: 'Practitioner/doc' },
      { reference: 'Practitioner/new' },
    ]);
    const refused = await post(
      bundle('transaction', [
        {
          ...entry('POST', 'Patient'),
          resource: patient(undefined, {
            generalPractitioner: [{ reference: 'Practitioner?identifier=http://npi|0' }],
          }),
        },
      ]),
    );
    expect(refused.status).toBe(412);
  });

  it('may delete a resource together with what refers to it', async () => {
    await send('PUT /Patient/both', { body: patient('both') });
    await send('PUT /Group/both', {
      body: {
        resourceType: 'Group',
        id: 'both',
        type: 'person',
        actual: true,
        member: [{ entity: { reference: 'Patient/both' } }],
      },
    });
    expect((await post(bundle('transaction', [entry('DELETE', 'Patient/both')]))).status).toBe(409);
    expect(
      (await post(bundle('transaction', [entry('DELETE', 'Patient/both'), entry('DELETE', 'Group/both')]))).status,
    ).toBe(200);
  });

  it('patch with FHIRPath Patch and with JSON Patch in a Binary', async () => {
    await send('PUT /Patient/p', { body: patient('p', { active: true }) });
    const operations = Buffer.from(JSON.stringify([{ op: 'replace', path: '/active', value: false }])).toString(
      'base64',
    );
    const binary = { resourceType: 'Binary', contentType: 'application/json-patch+json', data: operations };
    const done = await post(bundle('transaction', [{ ...entry('PATCH', 'Patient/p'), resource: binary }]), {
      prefer: 'return=representation',
    });
    expect(done.json.entry[0].resource.active).toBe(false);
  });

  it('a key makes a repeated POST answer as the first one did', async () => {
    const body = bundle('transaction', [
      { ...entry('POST', 'Patient'), resource: patient(undefined, { active: true }) },
    ]);
    const headers = { 'idempotency-key': 'k1' };
    const first = await post(body, headers);
    const second = await post(body, headers);
    expect(second.json.entry).toEqual(first.json.entry);
    const other = await post(bundle('transaction', [{ ...entry('POST', 'Patient'), resource: patient() }]), headers);
    expect(other.status).toBe(422);
  });

  it('an operation that changes the record is refused: the transaction could not take it back', async () => {
    await send('PUT /Patient/labelled', { body: patient('labelled') });
    const label = { resourceType: 'Parameters', parameter: [{ name: 'meta', valueMeta: { tag: [{ code: 'x' }] } }] };
    const add = (id: string) => ({ ...entry('POST', `Patient/${id}/$meta-add`), resource: label });
    const refused = await post(bundle('transaction', [add('labelled'), add('nobody')]));
    expect([refused.status, refused.json.issue[0].expression]).toEqual([400, ['Bundle.entry[0]']]);
    expect((await send('GET /Patient/labelled')).json.meta.versionId).toBe('1');
  });

  it('a patch in it is held to the references of the record, and may name other entries', async () => {
    await send('PUT /Patient/linked', { body: patient('linked') });
    const patch = (reference: string) => ({
      ...entry('PATCH', 'Patient/linked'),
      resource: {
        resourceType: 'Binary',
        contentType: 'application/json-patch+json',
        data: Buffer.from(
          JSON.stringify([{ op: 'add', path: '/managingOrganization', value: { reference } }]),
        ).toString('base64'),
      },
    });
    const organization = { resourceType: 'Organization', name: 'One' };
    const made = { fullUrl: urn(71), ...entry('POST', 'Organization'), resource: organization };
    expect((await post(bundle('transaction', [patch('Organization/none')]))).status).toBe(422);
    expect((await post(bundle('transaction', [made, patch(urn(71))]))).status).toBe(200);
    const { reference } = (await send('GET /Patient/linked')).json.managingOrganization;
    expect((await send(`GET /${reference}`)).json.name).toBe('One');
  });
});

describe('references between entries', () => {
  it('may name a version or a part of the other entry', async () => {
    const url = 'http://elsewhere.example.org/fhir/Patient/77';
    const link = (reference: string) => ({ type: 'seealso', other: { reference } });
    const done = await post(
      bundle('transaction', [
        { ...entry('POST', 'Patient'), fullUrl: url, resource: patient() },
        {
          ...entry('POST', 'Patient'),
          fullUrl: urn(3),
          resource: patient(undefined, { link: [link(`${url}/_history/1`), link(`${url}#part`)] }),
        },
      ]),
      { prefer: 'return=representation' },
    );
    expect(done.status, JSON.stringify(done.json)).toBe(200);
    const [target, source] = done.json.entry.map((e: { resource: { id: string } }) => e.resource);
    expect(source.link.map((l: { other: { reference: string } }) => l.other.reference)).toEqual([
      `Patient/${target.id}`,
      `Patient/${target.id}#part`,
    ]);
  });
});
