/** A SearchParameter resource is indexed by what it says, or refused with why not; it can be searched only when its index is complete. */
import type { Resource } from '@charthouse/fhir-model';
import { describe, expect, test } from 'vitest';
import { createSearch } from '../create-search.ts';
import { readDefinition } from './read-definition.ts';

const race = {
  resourceType: 'SearchParameter',
  url: 'http://example.org/SearchParameter/race',
  name: 'race',
  status: 'active',
  code: 'race',
  base: ['Patient'],
  type: 'token',
  expression: "Patient.extension.where(url = 'http://example.org/race').value.ofType(Coding)",
} as unknown as Resource;

const made = (active: boolean, ...resources: readonly Resource[]) =>
  createSearch({
    hash: (text) => [...text].reduce((all, letter) => (all * 131n + BigInt(letter.charCodeAt(0))) % (1n << 62n), 7n),
    typeId: () => 1,
    typeName: () => 'Patient',
    parameterId: (_, code) => code.length,
    parameters: resources.map((resource) => ({ ...readDefinition(resource), active })),
  });

const patient = {
  resourceType: 'Patient',
  id: 'p',
  extension: [
    { url: 'http://example.org/race', valueCoding: { system: 'urn:race', code: 'r1' } },
    { url: 'http://example.org/other', valueCoding: { system: 'urn:race', code: 'r2' } },
  ],
} as unknown as Resource;

describe('a parameter that is added', () => {
  test('adds rows at once, and is searched and advertised when it is active', () => {
    const [before, waiting, active] = [made(true), made(false, race), made(true, race)];
    expect(waiting.extract(patient).tok.length - before.extract(patient).tok.length).toBe(2);
    expect(active.extract(patient).tok).toEqual(waiting.extract(patient).tok);
    const search = (of: typeof active, strict = true) =>
      of.parse({ type: 'Patient' }, [['race', 'urn:race|r1']], { strict });
    expect(() => search(waiting)).toThrow(/race is not yet searchable on Patient, not before its index is complete/);
    expect(() => search(waiting, false)).toThrow(/race is not yet searchable on Patient/);
    const chained = () => waiting.parse({ type: 'Observation' }, [['subject.race', 'r1']], { strict: false });
    expect(chained).toThrow(/race is not yet searchable on Patient/);
    expect(search(active).clauses).toMatchObject([{ kind: 'tok' }]);
    const codes = (of: typeof active) => of.parametersOf('Patient').map((one) => one.code);
    expect([codes(waiting).includes('race'), codes(active).includes('race')]).toEqual([false, true]);
  });

  test('finds by the key under which its rows were written', () => {
    const active = made(true, race);
    const { clauses } = active.parse({ type: 'Patient' }, [['race', 'r1']], { strict: true });
    const [clause] = clauses;
    const h = clause?.kind === 'tok' ? clause.any[0]!.h : 0n;
    expect(active.extract(patient).tok.map((row) => row.h)).toContain(h);
  });

  test.each([
    [
      "Patient.extension.where(url = 'http://example.org/race').extension.value.code",
      { extension: [{ url: 'ombCategory', valueCoding: { code: 'nested' } }] },
      'nested',
    ],
    [
      "Patient.extension.where(url = 'http://example.org/race').valueCodeableConcept",
      { valueCodeableConcept: { coding: [{ code: 'cc' }] } },
      'cc',
    ],
    ["(Patient.extension.where(url = 'http://example.org/race').value as boolean)", { valueBoolean: true }, 'true'],
    ["Patient.extension('http://example.org/race').value.ofType(id)", { valueId: 'i' }, 'i'],
  ] as const)('reads the expressions of implementation guides: %s', (expression, extension, code) => {
    const search = made(true, { ...race, expression });
    const { clauses } = search.parse({ type: 'Patient' }, [['race', code]], { strict: true });
    const h = clauses[0]?.kind === 'tok' ? clauses[0].any[0]!.h : 0n;
    const holder = { ...patient, extension: [{ url: 'http://example.org/race', ...extension }] } as unknown as Resource;
    expect(search.extract(holder).tok.map((row) => row.h)).toContain(h);
  });

  test('shares the rows of a base parameter that reads the same', () => {
    const same = { ...race, url: 'http://example.org/sex', code: 'sex', expression: 'Patient.gender' };
    const male = { resourceType: 'Patient', id: 'p', gender: 'male' } as unknown as Resource;
    expect(made(true, same).extract(male).tok).toEqual(made(true).extract(male).tok);
    const { clauses } = made(true, same).parse({ type: 'Patient' }, [['sex', 'male']], { strict: true });
    expect(clauses).toEqual(made(true).parse({ type: 'Patient' }, [['gender', 'male']], { strict: true }).clauses);
  });

  test('never changes the rows that others have', () => {
    const group = {
      ...race,
      code: 'group',
      base: ['Observation'],
      type: 'reference',
      expression: 'Observation.subject.where(resolve() is Group)',
    };
    const rest = {
      ...race,
      url: 'http://example.org/SearchParameter/low',
      code: 'low',
      base: ['Observation'],
      expression: 'Observation.component.value.ofType(CodeableConcept)',
    };
    const resource = {
      resourceType: 'Observation',
      id: 'o',
      subject: { reference: 'Group/1' },
      code: { coding: [{ code: 'x' }] },
    } as unknown as Resource;
    const before = made(true).extract(resource).tok;
    const after = made(true, group as Resource, rest as Resource).extract(resource).tok;
    expect(after).toEqual(expect.arrayContaining(before as never));
  });

  test('may be a composite of others', () => {
    const component = [
      { definition: 'http://hl7.org/fhir/SearchParameter/clinical-code', expression: 'code' },
      {
        definition: 'http://hl7.org/fhir/SearchParameter/Observation-value-quantity',
        expression: 'value.ofType(Quantity)',
      },
    ];
    const composite = {
      ...race,
      code: 'measured',
      base: ['Observation'],
      type: 'composite',
      expression: 'Observation',
      component,
    };
    expect(readDefinition(composite as Resource).component).toHaveLength(2);
  });
});

describe('a parameter is refused', () => {
  test.each([
    [{ url: undefined }, 'url', /needs the element url/],
    [{ expression: undefined, xpath: 'f:Patient' }, 'expression', /needs the element expression/],
    [{ code: 'with space' }, 'code', /cannot stand in a URL/],
    [{ code: '_tag' }, 'code', /cannot stand in a URL/],
    [{ code: 'name' }, 'code', /Patient has a parameter "name" already/],
    [{ base: ['Martian'] }, 'base', /no type of resource/],
    [{ base: ['Resource'] }, 'base', /no type of resource/],
    [{ base: [] }, 'base', /needs a base/],
    [{ type: 'special' }, 'type', /cannot be added/],
    [{ type: 'colour' }, 'type', /cannot be added/],
    [{ expression: 'Patient.name.first()' }, 'expression', /first is not understood/],
    [{ expression: 'Patient.favourite' }, 'expression', /leads to no element of Patient/],
    [{ expression: 'Observation.code' }, 'expression', /leads to no element of Patient/],
    [{ expression: 'Patient.name' }, 'expression', /HumanName cannot be searched as token/],
    [{ type: 'date', expression: 'Patient.contact' }, 'expression', /cannot be searched as date/],
    [
      { type: 'composite', component: [{ definition: 'http://x' }] },
      'component',
      /needs a definition and an expression/,
    ],
  ])('%j', (change, element, why) => {
    try {
      readDefinition({ ...race, ...change } as Resource);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ status: 422, issues: [{ expression: [`SearchParameter.${element}`] }] });
      expect(String(error)).toMatch(why);
    }
  });
});
