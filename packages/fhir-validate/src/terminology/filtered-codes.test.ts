/** Value sets that are loaded tell their codes, as far as the code systems known here do. */
import type { JsonObject } from '@charthouse/fhir-model';
import { describe, expect, it } from 'vitest';
import { createConformance, createValidator } from '../index.ts';

const colours: JsonObject = {
  resourceType: 'CodeSystem',
  url: 'http://x.test/colours',
  content: 'complete',
  concept: [{ code: 'red', concept: [{ code: 'crimson' }, { code: 'scarlet' }] }, { code: 'blue' }],
};

/** The codes of `tried` that are refused by a required binding to a value set with this include. */
function refused(include: JsonObject, tried: readonly [system: string, code: string][]): string[] {
  const set = { resourceType: 'ValueSet', url: 'http://x.test/v', compose: { include: [include] } };
  const binding = { strength: 'required', valueSet: set.url };
  const profile = {
    resourceType: 'StructureDefinition',
    url: 'http://x.test/p',
    kind: 'resource',
    type: 'Basic',
    derivation: 'constraint',
    baseDefinition: 'http://hl7.org/fhir/StructureDefinition/Basic',
    differential: { element: [{ id: 'Basic.code', path: 'Basic.code', binding }] },
  };
  const validator = createValidator({ conformance: createConformance([colours, set, profile]) });
  return tried
    .filter(([system, code]) => {
      const resource = { resourceType: 'Basic', code: { coding: [{ system, code }] } };
      return validator.validate(resource, { profiles: [profile.url] }).length > 0;
    })
    .map(([, code]) => code);
}

const all = ['red', 'crimson', 'scarlet', 'blue', 'green'].map((code): [string, string] => [
  'http://x.test/colours',
  code,
]);
const by = (op: string, value: string) => ({
  system: 'http://x.test/colours',
  filter: [{ property: 'concept', op, value }],
});

describe('a value set that is loaded', () => {
  it.each([
    ['of a whole code system', { system: 'http://x.test/colours' }, ['green']],
    ['is-a', by('is-a', 'red'), ['blue', 'green']],
    ['descendent-of', by('descendent-of', 'red'), ['red', 'blue', 'green']],
    ['is-not-a', by('is-not-a', 'red'), ['red', 'crimson', 'scarlet', 'green']],
    ['in', by('in', 'red,blue'), ['crimson', 'scarlet', 'green']],
    ['by a filter that is not known', by('regex', 'r.*'), []],
  ])('has the codes that its include says: %s', (_title, include, out) => {
    expect(refused(include, all)).toEqual(out);
  });

  it('has those of a code system of FHIR R4, and of no other system where its own is not known', () => {
    const gender = 'http://hl7.org/fhir/administrative-gender';
    expect(refused({ system: gender }, [[gender, 'male'], [gender, 'm']])).toEqual(['m']); // biome-ignore format: one line
    const snomed = 'http://snomed.info/sct';
    expect(refused({ system: snomed }, [[snomed, '1'], [gender, 'male']])).toEqual(['male']); // biome-ignore format: one line
  });
});
