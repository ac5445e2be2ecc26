import { describe, expect, test } from 'vitest';
import {
  compartments,
  isResourceType,
  operations,
  requiredCodes,
  resourceTypes,
  searchParameters,
  types,
} from './definitions.ts';

const elements = Object.entries(types).flatMap(([type, { elements }]) =>
  elements.map((element) => ({ path: `${type}.${element.name}`, ...element })),
);

describe('the types', () => {
  test('are all of FHIR R4: 146 resources that can be stored, sorted', () => {
    expect(resourceTypes).toHaveLength(146);
    expect(resourceTypes).toEqual([...resourceTypes].sort());
    expect(resourceTypes).toEqual(expect.arrayContaining(['Account', 'Patient', 'VisionPrescription']));
  });

  test('know which names are resource types', () => {
    for (const name of ['Patient', 'Bundle', 'Parameters', 'Binary']) expect(isResourceType(name)).toBe(true);
    const others = ['Resource', 'DomainResource', 'HumanName', 'patient', '', 'toString', '__proto__'];
    for (const name of others) expect(isResourceType(name)).toBe(false);
  });

  test('have elements whose types are all known', () => {
    const unknown = elements.filter((element) => element.types.some((name) => !(name in types)));
    expect(unknown.map(({ path }) => path)).toEqual(['xhtml.id']); // a string of FHIRPath, as the specification has it
  });

  test('have at least one type for every element', () => {
    expect(elements.filter((element) => element.types.length === 0).map(({ path }) => path)).toEqual([]);
  });

  test('inherit from known types', () => {
    const bases = Object.values(types).flatMap(({ base }) => (base ? [base] : []));
    expect(bases.filter((base) => !(base in types))).toEqual([]);
  });

  test('carry what the specification says of Patient', () => {
    const patient = Object.fromEntries(types.Patient?.elements.map((element) => [element.name, element]) ?? []);
    expect(patient.gender?.binding).toEqual({
      strength: 'required',
      valueSet: 'http://hl7.org/fhir/ValueSet/administrative-gender|4.0.1',
    });
    expect(patient.deceased).toMatchObject({ choice: true, types: ['boolean', 'dateTime'], max: 1 });
    expect(patient.generalPractitioner?.targets).toEqual(['Organization', 'Practitioner', 'PractitionerRole']);
    expect(patient.contact?.types).toEqual(['Patient.contact']);
    expect(types['Patient.link']?.elements.find(({ name }) => name === 'other')).toMatchObject({ min: 1, max: 1 });
  });

  test('are those of 4.0.1, not of later versions or of the package that carries them', () => {
    const of = (type: string, name: string) => types[type]?.elements.find((element) => element.name === name);
    expect(of('DetectedIssue', 'status')?.binding?.valueSet).toBe(
      'http://hl7.org/fhir/ValueSet/observation-status|4.0.1',
    );
    expect(of('EvidenceVariable', 'characteristic')).toMatchObject({ min: 1 });
    expect(of('EvidenceVariable.characteristic', 'definitionByCombination')).toBeUndefined();
    expect(of('Meta', 'project')).toBeUndefined();
    const agents = ['Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson'];
    expect(of('AuditEvent.source', 'observer')?.targets?.toSorted()).toEqual(agents);
    expect(of('AuditEvent.agent', 'who')?.targets?.toSorted()).toEqual(agents);
  });

  test('name only targets that exist', () => {
    const targets = elements.flatMap(({ targets = [] }) => targets);
    expect([...new Set(targets)].filter((name) => !isResourceType(name))).toEqual(['Resource']);
  });
});

describe('the search parameters', () => {
  test('are the published ones, each with a code of its own on each type', () => {
    expect(searchParameters).toHaveLength(1378);
    const keys = searchParameters.flatMap(({ base, code }) => base.map((type) => `${type}.${code}`));
    expect(keys).toHaveLength(1709);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('are for types that exist, and composites name parameters that exist', () => {
    const urls = new Set(searchParameters.map(({ url }) => url));
    for (const { base, component = [] } of searchParameters) {
      for (const type of base) expect(types, type).toHaveProperty(type);
      for (const { definition } of component) expect(urls).toContain(definition);
    }
  });
});

describe('compartments, operations and codes', () => {
  test('every compartment links types by parameters that exist', () => {
    expect(Object.keys(compartments).sort()).toEqual([
      'Device',
      'Encounter',
      'Patient',
      'Practitioner',
      'RelatedPerson',
    ]);
    const known = new Set(searchParameters.flatMap(({ base, code }) => base.map((type) => `${type}.${code}`)));
    const links = Object.values(compartments).flatMap((members) =>
      Object.entries(members).flatMap(([type, codes]) => codes.map((code) => `${type}.${code}`)),
    );
    expect(links.filter((link) => !link.endsWith('.{def}') && !known.has(link))).toEqual([]);
  });

  test('the operations of the base specification are there', () => {
    expect(operations).toHaveLength(46);
    expect(operations.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['everything', 'validate', 'meta', 'lastn']),
    );
  });

  test('required bindings of resources can be checked offline, except those too large or open to list', () => {
    const bound = elements.flatMap(({ binding }) =>
      binding?.strength === 'required' ? [binding.valueSet.split('|')[0] as string] : [],
    );
    const missing = [...new Set(bound)].filter((url) => !(url in requiredCodes)).sort();
    expect(missing).toEqual([
      'http://hl7.org/fhir/ValueSet/currencies',
      'http://hl7.org/fhir/ValueSet/mimetypes',
      'http://hl7.org/fhir/ValueSet/ucum-units',
      'http://loinc.org/vs/LL379-9',
    ]);
    expect(Object.values(requiredCodes['http://hl7.org/fhir/ValueSet/administrative-gender'] ?? {})).toEqual([
      ['male', 'female', 'other', 'unknown'],
    ]);
  });
});
