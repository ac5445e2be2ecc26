/** Every issue names the element of the definition behind it. */
import type { JsonObject } from '@charthouse/fhir-model';
import { describe, expect, it } from 'vitest';
import { createConformance, createValidator } from './index.ts';

const base = 'http://hl7.org/fhir/StructureDefinition/';
const profile = 'http://x.test/p';
const validator = createValidator({
  conformance: createConformance([
    {
      resourceType: 'StructureDefinition',
      url: profile,
      kind: 'resource',
      type: 'Observation',
      baseDefinition: `${base}Observation`,
      derivation: 'constraint',
      differential: {
        element: [{ id: 'Observation.value[x]', path: 'Observation.value[x]', type: [{ code: 'string' }] }],
      },
    },
  ]),
});
const observation = { resourceType: 'Observation', status: 'final', code: { text: 'a' } };

const cases: readonly [string, JsonObject, string][] = [
  ['of a type', { resourceType: 'Patient', birthDate: 'x' }, `${base}Patient#Patient.birthDate`],
  ['of a part of a type', { resourceType: 'Patient', name: [{ family: 1 }] }, `${base}HumanName#HumanName.family`],
  ['of a choice', { ...observation, valueDateTime: 'x' }, `${base}Observation#Observation.value[x]`],
  [
    'of a nested element',
    { resourceType: 'Patient', contact: [{ name: { text: 'a' }, gender: 'x' }] },
    `${base}Patient#Patient.contact.gender`,
  ],
  [
    'of a resource in a resource',
    { resourceType: 'Parameters', parameter: [{ name: 'a', resource: { resourceType: 'Patient', birthDate: 'x' } }] },
    `${base}Patient#Patient.birthDate`,
  ],
  [
    'of a resource that lacks an element',
    { resourceType: 'Patient', link: [{ type: 'seealso' }] },
    `${base}Patient#Patient.link`,
  ],
  [
    'of a profile',
    { ...observation, valueBoolean: true, meta: { profile: [profile] } },
    `${profile}#Observation.value[x]`,
  ],
];

describe('the definition behind an issue', () => {
  it.each(cases)('is the element %s', (_title, resource, definition) => {
    expect(validator.validate(resource).map((issue) => issue.definition)).toEqual([definition]);
  });
});
