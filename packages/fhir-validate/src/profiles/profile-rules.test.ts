/** What definitions may ask beyond their elements: where extensions stand, largest value sets, default slices, imposed profiles. */
import type { JsonObject } from '@charthouse/fhir-model';
import { describe, expect, it } from 'vitest';
import { createConformance, createValidator } from '../index.ts';

const patient = (more: JsonObject): JsonObject => ({ resourceType: 'Patient', ...more });
const system = 'http://terminology.hl7.org/CodeSystem/v3-MaritalStatus';
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

describe('an extension', () => {
  const issues = (resource: JsonObject) =>
    createValidator({ conformance: createConformance([]) })
      .validate(patient(resource), { warnings: true })
      .filter(({ diagnostics }) => diagnostics.toLowerCase().includes('extension'))
      .map(({ severity, expression }) => `${severity} ${expression?.[0]}`);
  const url = 'http://x.test/unknown';

  it('has an absolute URL, but for the parts of one', () => {
    expect(issues({ extension: [{ url: 'other', valueCode: 'a' }] })).toEqual(['error Patient.extension[0]']);
    const parts = [{ url: 'a', valueCode: 'a' }];
    expect(
      issues({
        extension: [
          {
            url: 'http://hl7.org/fhir/StructureDefinition/patient-nationality',
            extension: [{ url: 'code', valueCodeableConcept: { text: 'a' } }],
          },
        ],
      }),
    ).toEqual([]);
    expect(issues({ _gender: { extension: [{ url: 'b', extension: parts }] }, gender: 'male' })).toEqual([
      'error Patient.gender.extension[0]',
    ]);
  });

  it('whose definition is not loaded is told: one that changes the meaning as a warning', () => {
    const extension = [{ url, valueCode: 'a' }];
    expect(issues({ extension, modifierExtension: extension })).toEqual([
      'information Patient.extension[0]',
      'warning Patient.modifierExtension[0]',
    ]);
  });
});

describe('a definition', () => {
  it('allows an extension only where the rules of its definition for that are true', () => {
    const extension = {
      ...definition({ path: 'Extension' }),
      url: 'http://x.test/e',
      kind: 'complex-type',
      type: 'Extension',
      baseDefinition: 'http://hl7.org/fhir/StructureDefinition/Extension',
      context: [{ type: 'element', expression: 'Patient' }],
      contextInvariant: ["gender = 'female' and %extension.value = true"],
    };
    const validator = createValidator({ conformance: createConformance([extension]) });
    const issues = (gender: string) =>
      validator.validate(patient({ gender, extension: [{ url: 'http://x.test/e', valueBoolean: true }] }));
    expect([issues('female').length, issues('male').map(({ code }) => code)]).toEqual([0, ['structure']]);
  });

  it.each([
    ['Patient.name', true],
    ['http://hl7.org/fhir/StructureDefinition/Patient#Patient.name', true],
    ['HumanName', true],
    ['Element', true],
    ['Patient', false],
    ['Observation', false],
  ])('allows an extension on a name where its definition names %s: %s', (expression, allowed) => {
    const extension = {
      ...definition({ path: 'Extension' }),
      url: 'http://x.test/e',
      kind: 'complex-type',
      type: 'Extension',
      baseDefinition: 'http://hl7.org/fhir/StructureDefinition/Extension',
      context: [{ type: 'element', expression }],
    };
    const validator = createValidator({ conformance: createConformance([extension]) });
    const resource = patient({ name: [{ extension: [{ url: 'http://x.test/e', valueCode: 'a' }] }] });
    expect(validator.validate(resource).map((issue) => issue.expression)).toEqual(allowed ? [] : [['Patient.name[0]']]);
  });

  it('lets no code go beyond the largest value set of a binding', () => {
    const binding = {
      strength: 'extensible',
      valueSet: 'http://x.test/v',
      extension: [
        {
          url: 'http://hl7.org/fhir/StructureDefinition/elementdefinition-maxValueSet',
          valueCanonical: 'http://hl7.org/fhir/ValueSet/marital-status',
        },
      ],
    };
    const loaded = definition({ id: 'Patient.maritalStatus', path: 'Patient.maritalStatus', binding });
    const validator = createValidator({ conformance: createConformance([loaded]) });
    const codes = (maritalStatus: JsonObject) =>
      validator.validate(patient({ maritalStatus }), { profiles: ['http://x.test/p'] }).map(({ code }) => code);
    expect(codes({ coding: [{ system, code: 'M' }] })).toEqual([]);
    expect(codes({ text: 'a' })).toEqual([]);
    expect(codes({ coding: [{ system: 'http://x.test/s', code: 'M' }] })).toEqual(['code-invalid']);
  });

  it('may bind an element to a value set it contains', () => {
    const binding = { strength: 'required', valueSet: '#v' };
    const include = [{ system: 'http://x.test/s', concept: [{ code: 'a' }] }];
    const bound = {
      ...definition({ id: 'Patient.maritalStatus', path: 'Patient.maritalStatus', binding }),
      contained: [{ resourceType: 'ValueSet', id: 'v', status: 'draft', compose: { include } }],
    };
    const validator = createValidator({ conformance: createConformance([bound]) });
    const count = (code: string) => {
      const resource = patient({ maritalStatus: { coding: [{ system: 'http://x.test/s', code }] } });
      return validator.validate(resource, { profiles: ['http://x.test/p'] }).length;
    };
    expect([count('a'), count('b')]).toEqual([0, 1]);
  });

  it('puts what fits no slice into the default slice', () => {
    const at = (id: string, more: JsonObject = {}) => ({ id, path: 'Patient.identifier', ...more });
    const slicing = { discriminator: [{ type: 'value', path: 'system' }], rules: 'closed' };
    const sliced = {
      ...definition({}),
      differential: {
        element: [
          at('Patient.identifier', { slicing }),
          at('Patient.identifier:a', { sliceName: 'a' }),
          { ...at('Patient.identifier:a.system', { fixedUri: 'http://x.test/a' }), path: 'Patient.identifier.system' },
          at('Patient.identifier:@default', { sliceName: '@default' }),
          { ...at('Patient.identifier:@default.value', { min: 1 }), path: 'Patient.identifier.value' },
        ],
      },
    };
    const validator = createValidator({ conformance: createConformance([sliced]) });
    const count = (identifier: JsonObject) =>
      validator.validate(patient({ identifier: [identifier] }), { profiles: ['http://x.test/p'] }).length;
    expect([count({ system: 'http://x.test/a' }), count({ system: 'http://x.test/b', value: '1' })]).toEqual([0, 0]);
    expect(count({ system: 'http://x.test/b' })).toBe(1);
  });

  it('checks the profiles that a profile imposes', () => {
    const imposing = {
      ...definition({ path: 'Patient' }),
      extension: [
        {
          url: 'http://hl7.org/fhir/StructureDefinition/structuredefinition-imposeProfile',
          valueCanonical: 'http://x.test/imposed',
        },
      ],
    };
    const imposed = {
      ...definition({ id: 'Patient.gender', path: 'Patient.gender', min: 1 }),
      url: 'http://x.test/imposed',
    };
    const validator = createValidator({ conformance: createConformance([imposing, imposed]) });
    const issues = validator.validate(patient({ active: true }), { profiles: ['http://x.test/p'] });
    expect(issues.map(({ definition: own }) => own)).toEqual(['http://x.test/imposed#Patient']);
  });
});

describe('a profile that speaks of an element that its type does not have', () => {
  const issues = (path: string, asked: boolean) => {
    const profile = definition({ id: path, path, min: 1 });
    return createValidator({ conformance: createConformance([profile]) })
      .validate(patient(asked ? {} : { meta: { profile: [profile.url] } }), {
        warnings: true,
        ...(asked && { profiles: [profile.url] }),
      })
      .filter(({ diagnostics }) => diagnostics.includes('profile'))
      .map(({ severity, diagnostics }) => `${severity} ${diagnostics}`);
  };

  it.each(['Patient.nope', 'Patient.name.nope', 'Patient.contact.nope', 'Patient.deceasedString'])(
    'is told: %s',
    (path) => {
      for (const asked of [true, false])
        expect(issues(path, asked)).toEqual([
          `warning The profile http://x.test/p speaks of ${path}, which Patient does not have: that part was not checked. Correct the profile.`,
        ]);
    },
  );

  it.each(['Patient.name.family', 'Patient.deceasedBoolean', 'Patient.contained.code', 'Patient.birthDate.extension'])(
    'is not told of what may stand there: %s',
    (path) => expect(issues(path, true).join()).not.toContain('speaks of'),
  );
});
