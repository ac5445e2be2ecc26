import type { JsonObject } from '@charthouse/fhir-model';
import { createConformance, membership } from '@charthouse/fhir-validate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request, type TestServer, testServer } from '../door.testing.ts';

const codes: JsonObject = {
  resourceType: 'ValueSet',
  url: 'http://example.org/ValueSet/codes',
  compose: { include: [{ system: 'http://example.org/codes', concept: [{ code: 'a' }] }] },
};

const lab = 'http://fhir.forms-lab.com/StructureDefinition/';

let server: TestServer;
beforeAll(async () => {
  server = await testServer({}, { memberOf: membership(createConformance([codes])) });
  await send('PUT /Patient/ann', { body: { resourceType: 'Patient', id: 'ann', birthDate: '1980-01-01' } });
});
afterAll(() => server.close());

const send = (line: string, options?: Parameters<typeof request>[2]) => request(server, line, options);

describe('$fhirpath', () => {
  const patient = {
    resourceType: 'Patient',
    name: [{ family: 'Adams', given: ['Ann', 'B'] }, { given: ['Annie'] }],
    contact: [{ gender: 'male' }],
  };
  const asked = (expression: string, ...more: object[]) => ({
    body: {
      resourceType: 'Parameters',
      parameter: [{ name: 'expression', valueString: expression }, { name: 'resource', resource: patient }, ...more],
    },
  });
  const evaluated = async (...args: Parameters<typeof asked>) =>
    (await send('POST /$fhirpath', asked(...args))).json.parameter.slice(1);

  it('answers each item with its type', async () => {
    const reply = await send('POST /$fhirpath', asked('name.first() | name.given.count() | contact'));
    const [parameters, result] = reply.json.parameter;
    expect(parameters.part.map(({ name }: { name: string }) => name)).toEqual(['evaluator', 'expression', 'resource']);
    expect(result).toEqual({
      name: 'result',
      part: [
        { name: 'HumanName', valueHumanName: patient.name[0] },
        { name: 'integer', valueInteger: 3 },
        {
          name: 'Patient.contact',
          extension: [
            { url: 'http://fhir.forms-lab.com/StructureDefinition/json-value', valueString: '{"gender":"male"}' },
          ],
        },
      ],
    });
  });

  it('evaluates once for each item of a context, with traces and variables', async () => {
    const context = { name: 'context', valueString: 'name' };
    expect(await evaluated("given.trace('g').count()", context)).toEqual([
      {
        name: 'result',
        valueString: 'name[0]',
        part: [
          { name: 'integer', valueInteger: 2 },
          {
            name: 'trace',
            valueString: 'g',
            part: [
              { name: 'string', valueString: 'Ann' },
              { name: 'string', valueString: 'B' },
            ],
          },
        ],
      },
      expect.objectContaining({ valueString: 'name[1]' }),
    ]);
    const variables = { name: 'variables', part: [{ name: 'n', valueInteger: 2 }] };
    expect((await evaluated('%n + 1', variables))[0].part).toEqual([{ name: 'integer', valueInteger: 3 }]);
  });

  it('looks at the resource of the URL, at one sent alone, and at one sent as text', async () => {
    expect((await send('GET /Patient/ann/$fhirpath?expression=birthDate')).json.parameter[1].part).toEqual([
      { name: 'date', valueDate: '1980-01-01' },
    ]);
    const text = {
      name: 'resource',
      extension: [
        {
          url: 'http://fhir.forms-lab.com/StructureDefinition/xml-value',
          valueString: '<Patient xmlns="http://hl7.org/fhir"><id value="x"/></Patient>',
        },
      ],
    };
    const body = { resourceType: 'Parameters', parameter: [{ name: 'expression', valueString: 'id' }, text] };
    expect((await send('POST /Patient/$fhirpath', { body })).json.parameter[1].part).toEqual([
      { name: 'id', valueId: 'x' },
    ]);
  });

  it('knows the codes of the value sets that are loaded, and says which it does not know', async () => {
    const gender = (name: string) => `contact.gender.memberOf('http://hl7.org/fhir/ValueSet/${name}')`;
    expect((await evaluated(gender('administrative-gender')))[0].part).toEqual([
      { name: 'boolean', valueBoolean: true },
    ]);
    const own = "('a' | 'b').select($this.memberOf('http://example.org/ValueSet/codes'))";
    expect((await evaluated(own))[0].part.map((part: { valueBoolean: boolean }) => part.valueBoolean)).toEqual([
      true,
      false,
    ]);
    const unknown = await send('POST /$fhirpath', asked(gender('unheard-of')));
    expect([unknown.status, unknown.json.issue[0].diagnostics]).toEqual([
      422,
      expect.stringContaining('ValueSet/unheard-of are not known'),
    ]);
  });

  it('gives up on what does not end, also when a context shares the steps out', async () => {
    expect((await send('POST /$fhirpath', asked('1.repeat($this + 1)'))).status).toBe(422);
    const context = { name: 'context', valueString: 'name | name.given' };
    const steps = `(${'1|'.repeat(999)}1).repeat(iif($this < 7000, $this + 1, $this))`;
    expect((await send('POST /$fhirpath', asked(steps))).status).toBe(200);
    expect((await send('POST /$fhirpath', asked(steps, context))).status).toBe(422);
  });

  it('gives decimals with the places and digits they have', async () => {
    const json = '{"resourceType":"Observation","valueQuantity":{"value":1.50}}';
    const text = { name: 'resource', extension: [{ url: `${lab}json-value`, valueString: json }] };
    const body = (expression: string) => ({
      body: { resourceType: 'Parameters', parameter: [{ name: 'expression', valueString: expression }, text] },
    });
    const expression = "value | value.value | 10000000000000000000000.0 + 1 | 1.50 'mg' * 2";
    const reply = await send('POST /$fhirpath', body(expression));
    expect(reply.text).toContain('"valueQuantity":{"value":1.50}');
    expect(reply.text).toContain('"valueDecimal":1.50');
    expect(reply.text).toContain('"valueDecimal":10000000000000000000001.0');
    expect(reply.text).toContain('"value":3.00');
  });

  it('says what is wrong', async () => {
    expect((await send('POST /$fhirpath', asked('name.'))).status).toBe(400);
    const failed = await send('POST /$fhirpath', asked('name.given + 1'));
    expect(failed.status).toBe(422);
    expect(failed.json.issue[0].diagnostics).toContain('(character 12)');
    expect((await send('POST /Observation/$fhirpath', asked('id'))).status).toBe(400);
    expect((await send('POST /$fhirpath', { body: { resourceType: 'Parameters' } })).status).toBe(400);
    expect((await send('GET /Patient/none/$fhirpath?expression=id')).status).toBe(404);
    expect((await send('GET /$fhirpath?expression=id')).json.issue[0].diagnostics).toContain('"resource" is missing');
  });
});
