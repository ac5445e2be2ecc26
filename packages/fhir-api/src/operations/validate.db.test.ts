import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request, type TestServer, testServer } from '../door.testing.ts';

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
const record = [
  { resourceType: 'Patient', id: 'ann', birthDate: '1980-01-01' },
  {
    resourceType: 'Observation',
    id: 'o4',
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '8480-6' }] },
    subject: { reference: 'Patient/ann' },
  },
];

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
