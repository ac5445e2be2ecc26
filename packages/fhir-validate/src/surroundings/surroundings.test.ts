/** What needs the surroundings of an element, or what is known of codes: each promise as one resource with the issues it must get. */
import type { JsonObject } from '@charthouse/fhir-model';
import { describe, expect, it } from 'vitest';
import { createConformance, createValidator } from '../index.ts';

const strict = createValidator({
  conformance: createConformance([]),
  examples: false,
  knownCodesOnly: true,
  markupRefused: true,
  units: { convert: () => undefined, isUnit: (code) => code === 'mg' },
});
const lenient = createValidator({ conformance: createConformance([]) });

const patient = (more: JsonObject): JsonObject => ({ resourceType: 'Patient', ...more });
const marital = (coding: JsonObject) => patient({ maritalStatus: { coding: [coding] } });
const system = 'http://terminology.hl7.org/CodeSystem/v3-MaritalStatus';
const narrative = (content: string) =>
  patient({ text: { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${content}</div>` } });
const uuid = '54fc3e09-e279-4b74-a8ff-2649ec968642';
const vitalSign = {
  resourceType: 'Observation',
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }] },
  subject: { display: 'A' },
  effectiveDateTime: '2020',
};
const definition = (element: JsonObject) => ({
  resourceType: 'StructureDefinition',
  url: 'http://x.test/p',
  name: 'P',
  status: 'draft',
  kind: 'resource',
  abstract: false,
  type: 'Patient',
  baseDefinition: 'http://hl7.org/fhir/StructureDefinition/Patient',
  derivation: 'constraint',
  differential: { element: [{ id: 'x', ...element }] },
});
const parameter = (expression: string): JsonObject => ({
  resourceType: 'SearchParameter',
  url: 'http://x.test/s',
  name: 'S',
  status: 'draft',
  description: 'd',
  code: 's',
  base: ['Patient', 'Practitioner'],
  type: 'string',
  expression,
});

const cases: readonly [title: string, resource: JsonObject, issues: readonly string[]][] = [
  ['accepts the words of a code in any case', marital({ system, code: 'M', display: 'married' }), []],
  [
    'refuses other words',
    marital({ system, code: 'M', display: 'Divorced' }),
    ['invalid Patient.maritalStatus.coding[0].display'],
  ],
  [
    'refuses a code its system does not have',
    marital({ system, code: 'ZZ' }),
    ['code-invalid Patient.maritalStatus.coding[0].code'],
  ],
  [
    'refuses a value set as the system of a code',
    marital({ system: 'http://hl7.org/fhir/ValueSet/marital-status', code: 'M' }),
    ['code-invalid Patient.maritalStatus.coding[0].system'],
  ],
  [
    'refuses a text with HTML in it',
    patient({ name: [{ text: 'A <script>x</script>' }] }),
    ['security Patient.name[0].text'],
  ],
  ['accepts a text with a less-than sign', patient({ name: [{ text: 'A < b and c > d' }] }), []],
  [
    'refuses addresses made for examples',
    patient({ photo: [{ url: 'http://fhir.example.org/x' }] }),
    ['business-rule Patient.photo[0].url'],
  ],
  ['accepts a link within the narrative', narrative('<a name="b">x</a> <a href="#b">b</a>'), []],
  [
    'refuses a link in the narrative that leads nowhere',
    narrative('<a href="#c">c</a>'),
    ['not-found Patient.text.div'],
  ],
  [
    'refuses a unit that is none of UCUM',
    patient({
      extension: [
        { url: 'http://x.test/q', valueQuantity: { value: 1, system: 'http://unitsofmeasure.org', code: 'foo' } },
      ],
    }),
    ['code-invalid Patient.extension[0].value.ofType(Quantity).code'],
  ],
  [
    'refuses a contained resource of a type that is not allowed there',
    patient({ contained: [{ resourceType: 'Location', id: 'l' }], managingOrganization: { reference: '#l' } }),
    ['structure Patient.managingOrganization'],
  ],
  [
    'refuses a reference to a resource of another type than it names',
    {
      resourceType: 'Bundle',
      type: 'collection',
      entry: [
        {
          fullUrl: `urn:uuid:${uuid.replace('5', '6')}`,
          resource: patient({ generalPractitioner: [{ reference: `Practitioner/${uuid}` }] }),
        },
        { fullUrl: `urn:uuid:${uuid}`, resource: { resourceType: 'Organization', name: 'O' } },
      ],
    },
    ['structure Bundle.entry[0].resource.generalPractitioner[0]'],
  ],
  [
    'asks of vital signs what their profile asks, declared or not',
    { ...vitalSign, valueQuantity: { value: 1, unit: '/min', system: 'http://unitsofmeasure.org', code: 'mg' } },
    expect.arrayContaining(['structure Observation', 'value Observation.value.ofType(Quantity).code']) as string[],
  ],
  [
    'refuses a version in the address of an extension',
    patient({ extension: [{ url: 'http://x.test/e|1', valueCode: 'a' }] }),
    ['structure Patient.extension[0]'],
  ],
  [
    'refuses another type than the one an extension has, kin or not',
    patient({ extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/patient-congregation', valueCode: 'a' }] }),
    ['structure Patient.extension[0].value.ofType(code)'],
  ],
  [
    'refuses a profile of elements that the type does not have',
    definition({ path: 'Patient.colour' }),
    ['invalid StructureDefinition.differential.element[0]'],
  ],
  [
    'refuses a profile that asks for a type the element has not',
    definition({ path: 'Patient.active', type: [{ code: 'string' }] }),
    ['business-rule StructureDefinition.differential.element[0]'],
  ],
  [
    'refuses a profile that fixes a value of another type',
    definition({ path: 'Patient.active', fixedString: 'a' }),
    ['business-rule StructureDefinition.differential.element[0]'],
  ],
  [
    'refuses a profile that allows more than the type',
    definition({ path: 'Patient.active', max: '*' }),
    ['business-rule StructureDefinition.differential.element[0]'],
  ],
  [
    'refuses a rule of a profile that cannot be evaluated',
    definition({
      path: 'Patient',
      constraint: [{ key: 'a-1', severity: 'error', human: 'h', expression: 'colour.exists()' }],
    }),
    ['invalid StructureDefinition.differential.element[0].constraint[0].expression'],
  ],
  ['accepts a search parameter for several types', parameter('Patient.name | Practitioner.name'), []],
  [
    'refuses a search parameter of elements that are not there',
    parameter('Patient.colour'),
    ['invalid SearchParameter.expression'],
  ],
  [
    'refuses criteria in CQL without a library',
    {
      resourceType: 'Measure',
      url: 'http://x.test/m',
      status: 'draft',
      group: [{ population: [{ criteria: { language: 'text/cql', expression: 'A' } }] }],
    },
    ['business-rule Measure.group[0].population[0].criteria'],
  ],
];

describe('what needs the surroundings of an element', () => {
  it.each(cases)('%s', (_title, resource, issues) => {
    expect(strict.validate(resource).map(({ code, expression }) => `${code} ${expression}`)).toEqual(issues);
  });

  it('only warns of codes and words that the systems known here do not have, unless asked to refuse them', () => {
    const resource = marital({ system, code: 'M', display: 'Divorced' });
    expect(lenient.validate(resource)).toEqual([]);
    expect(lenient.validate(resource, { warnings: true }).map(({ severity }) => severity)).toContain('warning');
  });

  it('asks a terminology service before the definitions, and them where it does not know', () => {
    const asked: string[] = [];
    const validator = createValidator({
      conformance: createConformance([
        {
          ...definition({
            id: 'Patient.maritalStatus',
            path: 'Patient.maritalStatus',
            binding: { strength: 'required', valueSet: 'http://x.test/v' },
          }),
        },
      ]),
      validateCode({ valueSet, code }) {
        asked.push(`${valueSet} ${code}`);
        return code === 'unknown' ? undefined : code === 'in';
      },
    });
    const codes = (code: string) =>
      validator
        .validate(marital({ system: 'http://x.test/s', code }), { profiles: ['http://x.test/p'] })
        .map((issue) => issue.code);
    expect([codes('in'), codes('out'), codes('unknown')]).toEqual([[], ['code-invalid'], []]);
    expect(asked).toEqual(['http://x.test/v in', 'http://x.test/v out', 'http://x.test/v unknown']);
  });
});
