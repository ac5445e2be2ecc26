/** What profiles ask is checked: the resources that are loaded and the cases are in `profiles.cases.json`. */
import { readFileSync } from 'node:fs';
import type { JsonObject } from '@charthouse/fhir-model';
import { describe, expect, it } from 'vitest';
import { createConformance, createValidator } from '../index.ts';

interface Case {
  readonly title: string;
  /** Last part of the address of the requested profile; empty: none. */
  readonly profile: string;
  readonly resource: JsonObject;
  /** `code expression` of each issue; empty: valid. */
  readonly issues: readonly string[];
  readonly says?: string;
}

interface Cases {
  readonly loaded: readonly JsonObject[];
  readonly cases: readonly Case[];
}

const { loaded, cases }: Cases = JSON.parse(readFileSync(new URL('./profiles.cases.json', import.meta.url), 'utf8'));
const conformance = createConformance(loaded);
const validator = createValidator({ conformance, knownExtensionsOnly: true });
const address = 'http://example.org/fhir/StructureDefinition/';

describe('validation against profiles', () => {
  it.each(cases)('$title', ({ profile, resource, issues, says }) => {
    const found = validator.validate(resource, { profiles: profile ? [address + profile] : [] });
    expect(found.map(({ code, expression }) => `${code} ${expression}`)).toEqual(issues);
    if (says) expect(found.map(({ diagnostics }) => diagnostics).join('\n')).toContain(says);
  });

  it('leaves unknown declared profiles and extensions alone, with a warning where one is wanted', () => {
    const resource = {
      resourceType: 'Patient',
      meta: { profile: ['http://elsewhere.test/p'] },
      extension: [{ url: 'http://elsewhere.test/x', valueCode: 'a' }],
    };
    const lenient = createValidator({ conformance });
    expect(lenient.validate(resource)).toEqual([]);
    const warned = lenient.validate(resource, { warnings: true }).filter(({ code }) => code === 'not-found');
    expect(warned.map(({ severity, expression }) => `${severity} ${expression}`)).toEqual([
      'warning Patient',
      'information Patient.extension[0]',
    ]);
    const nothingLoaded = createValidator();
    const said = nothingLoaded.validate(resource, { warnings: true, profiles: ['http://elsewhere.test/q'] });
    expect(said.map(({ severity, diagnostics }) => `${severity}: ${diagnostics}`)).toEqual(
      expect.arrayContaining([
        'warning: The profile http://elsewhere.test/p is not loaded: only the base specification was checked.',
        'error: The profile http://elsewhere.test/q is not loaded, so nothing can be checked against it: load it.',
      ]),
    );
    const asked = lenient.validate(resource, { profiles: ['http://elsewhere.test/q'] });
    expect(asked.map(({ code }) => code)).toEqual(['not-supported']);
  });

  it('allows no other type where a profile names one type of a choice only, unless its snapshot does', () => {
    const weight = {
      resourceType: 'Observation',
      status: 'final',
      category: [
        { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }] },
      ],
      code: { coding: [{ system: 'http://loinc.org', code: '29463-7' }] },
      subject: { reference: 'Patient/1' },
      effectiveDateTime: '2020-01-01',
    };
    const profiles = ['http://hl7.org/fhir/StructureDefinition/bodyweight'];
    const kilograms = { value: 70, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' };
    expect(validator.validate({ ...weight, valueQuantity: kilograms }, { profiles })).toEqual([]);
    const [issue, ...more] = validator.validate({ ...weight, valueString: 'heavy' }, { profiles });
    expect(more).toEqual([]);
    expect(issue).toMatchObject({ code: 'structure', expression: ['Observation.value.ofType(string)'] });
    expect(issue!.diagnostics).toContain('must be of type Quantity here, not string');
    const open = {
      resourceType: 'StructureDefinition',
      url: `${address}open`,
      type: 'Observation',
      derivation: 'constraint',
      baseDefinition: 'http://hl7.org/fhir/StructureDefinition/Observation',
      differential: { element: [{ path: 'Observation.valueQuantity', min: 0 }] },
      snapshot: { element: [{ id: 'Observation.value[x]', type: [{ code: 'Quantity' }, { code: 'string' }] }] },
    };
    const ofOpen = createValidator({ conformance: createConformance([open]) });
    const other = { ...weight, code: { text: 'x' }, valueString: 'heavy' };
    expect(ofOpen.validate(other, { profiles: [open.url] })).toEqual([]);
  });

  it('says of thousands of profiles below each other that they are too many', () => {
    const base = { resourceType: 'StructureDefinition', type: 'Patient', kind: 'resource', derivation: 'constraint' };
    const chain = Array.from({ length: 20_000 }, (_, at) => ({
      ...base,
      url: `${address}chain${at}`,
      baseDefinition: `${address}chain${at + 1}`,
    }));
    const chained = createValidator({ conformance: createConformance(chain) });
    const issues = chained.validate({ resourceType: 'Patient' }, { profiles: [`${address}chain0`] });
    expect(issues.map(({ code }) => code)).toEqual(['not-supported']);
    expect(issues[0]!.diagnostics).toContain('more than 100 others below it');
  });

  it('bounds the work one resource can cause', () => {
    const element = Array.from({ length: 5000 }, (_, at) => ({
      id: `Patient.identifier:s${at}`,
      path: 'Patient.identifier',
      sliceName: `s${at}`,
      min: 0,
    }));
    const slicing = { discriminator: [{ type: 'value', path: 'system' }], rules: 'open' };
    const differential = { element: [{ id: 'Patient.identifier', path: 'Patient.identifier', slicing }, ...element] };
    const base = { resourceType: 'StructureDefinition', type: 'Patient', kind: 'resource', derivation: 'constraint' };
    const url = `${address}huge`;
    const profile = { ...base, url, baseDefinition: 'http://hl7.org/fhir/StructureDefinition/Patient', differential };
    const huge = createValidator({ conformance: createConformance([profile]) });
    const identifier = Array.from({ length: 1000 }, (_, at) => ({ value: String(at) }));
    const started = performance.now();
    const issues = huge.validate({ resourceType: 'Patient', identifier }, { profiles: [url] });
    expect(issues.map(({ code }) => code)).toEqual(['too-costly']);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
