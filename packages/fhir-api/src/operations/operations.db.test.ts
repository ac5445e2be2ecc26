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

interface ServedIssue {
  readonly severity: string;
  readonly code: string;
  readonly diagnostics: string;
  readonly expression: readonly string[];
  readonly extension?: readonly { readonly valueInteger?: number; valueString?: string }[];
}
const issuesOf = ({ json }: { json: { issue: ServedIssue[] } }) => json.issue;
const severities = (reply: { json: { issue: ServedIssue[] } }) => issuesOf(reply).map(({ severity }) => severity);
const errors = (reply: { json: { issue: ServedIssue[] } }) =>
  issuesOf(reply).filter(({ severity }) => severity === 'error');

describe('$validate', () => {
  it('warns, says where, and which profiles are not loaded', async () => {
    const body = '{"resourceType":"Patient",\n "meta":{"profile":["http://x.test/p"]},\n  "gender":"x"}';
    const reply = await send('POST /Patient/$validate', { body });
    const [gender] = errors(reply);
    expect(gender!.extension!.map(({ valueInteger, valueString }) => valueInteger ?? valueString)).toEqual([
      3,
      3,
      'http://hl7.org/fhir/StructureDefinition/Patient#Patient.gender',
    ]);
    const notLoaded = issuesOf(reply).filter(({ code }) => code === 'not-found');
    expect(notLoaded.map(({ severity }) => severity)).toEqual(['warning']);
    const asked = await send('POST /Patient/$validate?profile=http://x.test/q', { body });
    expect([asked.status, errors(asked).map(({ diagnostics }) => diagnostics)]).toEqual([
      422,
      [expect.stringContaining('gender'), expect.stringContaining('http://x.test/q')],
    ]);
    expect(severities(reply)).toContain('warning');
    const xml = '<Patient xmlns="http://hl7.org/fhir">\n <gender value="x"/>\n</Patient>';
    const read = await send('POST /Patient/$validate', {
      body: xml,
      headers: { 'content-type': 'application/fhir+xml', accept: 'application/fhir+json' },
    });
    expect(errors(read)[0]!.extension![0]!.valueInteger).toBe(2);
  });

  it('checks the extensions of the specification, and answers against a contained questionnaire', async () => {
    const birthTime = { url: 'http://hl7.org/fhir/StructureDefinition/patient-birthTime', valueString: 'noon' };
    const body = { resourceType: 'Patient', birthDate: '2020-01-01', _birthDate: { extension: [birthTime] } };
    expect(errors(await send('POST /Patient/$validate', { body }))[0]!.expression[0]).toContain(
      'birthDate.extension[0]',
    );
    const questionnaire = {
      resourceType: 'Questionnaire',
      id: 'q',
      status: 'active',
      item: [{ linkId: 'a', type: 'boolean' }],
    };
    const response = {
      resourceType: 'QuestionnaireResponse',
      status: 'completed',
      contained: [questionnaire],
      questionnaire: '#q',
      item: [{ linkId: 'a', answer: [{ valueString: 'x' }] }],
    };
    const reply = await send('POST /QuestionnaireResponse/$validate', { body: response });
    expect(errors(reply).map(({ diagnostics }) => diagnostics)).toEqual([
      'The answer must be of type boolean, not string.',
    ]);
  });

  it('says what XML has no place for beside all else that is wrong, each once and where it stands', async () => {
    const body =
      '<Patient xmlns="http://hl7.org/fhir">\n<active value="yes"/>\n<gender value="x"/>\n<colour value="1"/></Patient>';
    const { status, json } = await send('POST /Patient/$validate', {
      body,
      headers: { 'content-type': 'application/fhir+xml' },
    });
    expect(status).toBe(200);
    const found = json.issue.filter(({ severity }: { severity: string }) => severity === 'error');
    expect(found.map(({ expression }: { expression: string[] }) => expression[0]).sort()).toEqual([
      'Patient',
      'Patient.active',
      'Patient.gender',
    ]);
  });

  it('says what XML has no place for beside all else that is wrong, each once', async () => {
    const body = `<Patient xmlns="http://hl7.org/fhir">
      <active value="yes"/><gender value="x"/><colour value="1"/></Patient>`;
    const headers = { 'content-type': 'application/fhir+xml', accept: 'application/fhir+json' };
    const reply = await send('POST /Patient/$validate', { body, headers });
    expect(reply.status).toBe(200);
    expect(errors(reply).map(({ expression }) => expression[0])).toEqual([
      'Patient.active',
      'Patient',
      'Patient.gender',
    ]);
    expect((await send('POST /Patient', { body, headers })).status).toBe(400);
  });

  it('says what would refuse a create, an update or a delete', async () => {
    const asked = async (line: string, body?: object) => errors(await send(line, { body })).map(({ code }) => code);
    const patient = { resourceType: 'Patient', id: 'ann' };
    expect(await asked('POST /Patient/$validate?mode=update', { resourceType: 'Patient' })).toEqual(['required']);
    expect(await asked('POST /Patient/bob/$validate?mode=update', patient)).toEqual(['invalid']);
    expect(await asked('POST /Patient/ann/$validate?mode=update', patient)).toEqual([]);
    expect(await asked('POST /Patient/ann/$validate?mode=create', patient)).toEqual(['invalid']);
    expect(await asked('GET /Patient/ann/$validate?mode=delete')).toEqual(['conflict']);
    expect(await asked('GET /Observation/o4/$validate?mode=delete')).toEqual([]);
    expect(await asked('GET /Patient/none/$validate?mode=delete')).toEqual(['not-found']);
    expect(
      await asked('GET /Patient/ann/$validate?mode=profile&profile=http://hl7.org/fhir/StructureDefinition/Patient'),
    ).toEqual([]);
    expect((await send('GET /Patient/ann/$validate?mode=profile')).status).toBe(400);
    expect((await send('GET /Patient/$validate?mode=delete')).status).toBe(400);
  });

  it('says everything that is wrong and stores nothing', async () => {
    const bad = { resourceType: 'Patient', gender: 'x', birthDate: '2021-02-30' };
    const outcome = await send('POST /Patient/$validate', { body: bad });
    expect(outcome.status).toBe(200);
    expect(
      errors(outcome)
        .map((issue) => issue.expression[0])
        .sort(),
    ).toEqual(['Patient.birthDate', 'Patient.gender']);
    const wrapped = {
      resourceType: 'Parameters',
      parameter: [
        { name: 'resource', resource: bad },
        { name: 'mode', valueCode: 'create' },
      ],
    };
    expect(errors(await send('POST /Patient/$validate', { body: wrapped }))).toHaveLength(2);
    const good = await send('POST /Patient/$validate', { body: { resourceType: 'Patient', active: true } });
    expect(severities(good)).not.toContain('error');
    expect(severities(await send('GET /Patient/ann/$validate'))).not.toContain('error');
    expect((await send('POST /Patient/$validate?mode=x', { body: bad })).status).toBe(400);
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
