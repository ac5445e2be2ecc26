import type { JsonObject } from '@charthouse/fhir-model';
import { createConformance, createValidator } from '@charthouse/fhir-validate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request, type TestServer, testServer } from './door.testing.ts';
import { createDoor } from './door.ts';

let server: TestServer;
const send = (line: string, body?: object) => request(server, line, body && { body });
beforeAll(async () => {
  server = await testServer();
  await send('PUT /Organization/org', { resourceType: 'Organization', id: 'org', name: 'Ward' });
  const managingOrganization = { reference: 'Organization/org' };
  await send('PUT /Patient/ann', { resourceType: 'Patient', id: 'ann', gender: 'female', managingOrganization });
  await send('PUT /Patient/gone', { resourceType: 'Patient', id: 'gone' });
  await send('DELETE /Patient/gone');
});
afterAll(() => server.close());

const observation = (reference: string, more: object = {}) => ({
  resourceType: 'Observation',
  status: 'final',
  code: { text: 'x' },
  subject: { reference },
  ...more,
});

describe('resolve() in $fhirpath', () => {
  const evaluated = async (expression: string, reference = 'Patient/ann') => {
    const parameter = [
      { name: 'expression', valueString: expression },
      { name: 'resource', resource: observation(reference) },
    ];
    const reply = await send('POST /$fhirpath', { resourceType: 'Parameters', parameter });
    return reply.json.parameter[1].part.map(
      (part: { valueCode?: string; valueString?: string }) => part.valueCode ?? part.valueString,
    );
  };

  it('gives stored resources, one behind the other', async () => {
    expect(await evaluated('subject.resolve().gender')).toEqual(['female']);
    expect(await evaluated('subject.resolve().managingOrganization.resolve().name')).toEqual(['Ward']);
    expect(await evaluated('subject.resolve().gender', 'Patient/ann/_history/1')).toEqual(['female']);
  });

  it('gives nothing for what is not there, deleted, another version or elsewhere', async () => {
    for (const reference of [
      'Patient/none',
      'Patient/gone',
      'Patient/ann/_history/9',
      'http://elsewhere.test/Patient/ann',
    ])
      expect(await evaluated('subject.resolve().gender', reference), reference).toEqual([]);
  });
});

describe('references in $validate', () => {
  const errors = async (line: string, body: object) =>
    (await send(line, body)).json.issue
      .filter(({ severity }: { severity: string }) => severity === 'error')
      .map(({ code, expression }: { code: string; expression: string[] }) => `${code} ${expression}`);

  it('that lead nowhere are said with the modes that would refuse them, and nothing is stored', async () => {
    const bad = observation('Patient/none', {
      performer: [{ reference: 'Patient/ann' }, { reference: 'Patient/gone' }],
    });
    expect(await errors('POST /Observation/$validate', bad)).toEqual([]);
    const dangling = ['not-found Observation.subject', 'not-found Observation.performer[1]'];
    expect(await errors('POST /Observation/$validate?mode=create', bad)).toEqual(dangling);
    const update = { ...bad, id: 'o' };
    expect(await errors('POST /Observation/o/$validate?mode=update', update)).toEqual(dangling);
    expect(await errors('POST /Observation/$validate?mode=create', observation('Patient?identifier=x'))).toHaveLength(
      1,
    );
    expect((await send('GET /Observation?_summary=count')).json.total).toBe(0);
    const own = {
      resourceType: 'Patient',
      id: 'new',
      link: [{ other: { reference: 'Patient/new' }, type: 'seealso' }],
    };
    expect(await errors('POST /Patient/new/$validate?mode=update', own)).toEqual([]);
  });

  it('are followed where a profile asks something of their targets', async () => {
    const profile = (id: string, type: string, element: JsonObject) => ({
      resourceType: 'StructureDefinition',
      url: `http://example.org/${id}`,
      kind: 'resource',
      type,
      baseDefinition: `http://hl7.org/fhir/StructureDefinition/${type}`,
      derivation: 'constraint',
      differential: { element: [element] },
    });
    const named = profile('named', 'Patient', { id: 'Patient.name', path: 'Patient.name', min: 1 });
    const type = [{ code: 'Reference', targetProfile: [named.url] }];
    const seen = profile('seen', 'Observation', { id: 'Observation.subject', path: 'Observation.subject', type });
    const validators = {
      validator: server.parts.validator,
      contentValidator: server.parts.contentValidator,
      fullValidator: createValidator({ conformance: createConformance([named, seen]) }),
    };
    const door = createDoor({
      ...server.parts,
      ...validators,
      searches: server.searches,
      validators: () => validators,
    });
    const asked = async (reference: string) => {
      const value = observation(reference, { meta: { profile: [seen.url] } });
      const call = {
        interaction: 'operation' as const,
        operation: '$validate',
        method: 'POST',
        type: 'Observation',
        query: [],
        conditions: {},
        preferences: {},
        input: { value, literals: [] },
        base: 'http://here',
      };
      return (await door.handle(call, { name: 'test' })).body;
    };
    expect(await asked('Patient/ann')).toContain('The target Patient/ann does not conform to http://example.org/named');
    expect(await asked('http://here/Patient/ann')).toContain('does not conform');
    expect(await asked('Patient/none')).not.toContain('does not conform');
  });
});

describe('a stored questionnaire in $validate', () => {
  const url = 'http://example.org/Questionnaire/smoking';
  const questionnaire = (version: string, type: string) => ({
    resourceType: 'Questionnaire',
    url,
    version,
    status: 'active',
    item: [{ linkId: 'smokes', type, required: true }],
  });
  const answered = async (canonical: string) => {
    const item = [{ linkId: 'smokes', answer: [{ valueString: 'now and then' }] }];
    const response = { resourceType: 'QuestionnaireResponse', status: 'completed', questionnaire: canonical, item };
    const { json } = await send('POST /QuestionnaireResponse/$validate', response);
    return json.issue.map(({ diagnostics }: { diagnostics: string }) => diagnostics).join('\n');
  };

  it('is the one that a response is checked against, by its address and version', async () => {
    expect(await answered(url)).toContain(`The questionnaire ${url} is not loaded`);
    await send('POST /Questionnaire', questionnaire('1', 'boolean'));
    expect(await answered(url)).toContain('The answer must be of type boolean, not string.');
    await send('POST /Questionnaire', questionnaire('2', 'string'));
    expect(await answered(`${url}|1`)).toContain('The answer must be of type boolean, not string.');
    for (const canonical of [url, `${url}|2`])
      expect(await answered(canonical)).not.toMatch(/must be of type|not loaded/);
    expect(await answered(`${url}|3`)).toContain('is not loaded');
  });
});
