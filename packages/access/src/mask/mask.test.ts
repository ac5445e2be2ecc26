import type { Resource } from '@charthouse/fhir-model';
import { expect, test } from 'vitest';
import { applyMask, maskedParameters, type Person, prepare } from '../index.ts';
import { testState } from '../record.testing.ts';

const mask = { Patient: ['name', 'address.line', 'birthDate'] };
const patient: Resource = {
  resourceType: 'Patient',
  id: '1',
  meta: { versionId: '2' },
  name: [{ family: 'Lovelace' }],
  birthDate: '1815-12-10',
  _birthDate: { extension: [] },
  address: [{ line: ['Ockham'], city: 'London' }, { city: 'Paris' }],
};

test('what is masked is taken out, companions of primitives too, and the copy says that it is incomplete', () => {
  expect(applyMask(patient, mask)).toEqual({
    resourceType: 'Patient',
    id: '1',
    meta: {
      versionId: '2',
      tag: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'SUBSETTED' }],
    },
    address: [{ city: 'London' }, { city: 'Paris' }],
  });
});

test('what has nothing of it stays as it is', () => {
  const other: Resource = { resourceType: 'Patient', id: '1', address: [{ city: 'Paris' }] };
  expect(applyMask(other, mask)).toBe(other);
  const organization: Resource = { resourceType: 'Organization', name: 'House' };
  expect(applyMask(organization, mask)).toBe(organization);
});

test('nobody learns by searching what is masked', () => {
  const masked = maskedParameters(mask, 'Patient');
  const tell = ['name', 'family', 'given', 'phonetic', 'birthdate', 'address', 'address-city', '_content'];
  expect([...masked].filter((code) => tell.includes(code)).sort()).toEqual(
    ['name', 'family', 'given', 'phonetic', 'birthdate', 'address', '_content'].sort(),
  );
  expect(masked.has('gender')).toBe(false);
  expect(maskedParameters(mask, 'Observation').size).toBe(0);
});

const person: Person = { user: '1', name: 'Grace', kind: 'staff', roles: ['analyst'] };
const maskFor = (roles: readonly string[]) => {
  const decision = prepare({ ...person, roles }, testState).decide({ interaction: 'search', type: 'Patient' });
  return decision.allowed ? decision.mask : undefined;
};

test('who needs an element by one of their roles sees it', () => {
  expect(maskFor(['analyst'])?.Patient).toContain('name');
  expect(maskFor(['coder'])?.Patient).toEqual(['photo', 'contact', 'telecom']);
  expect(maskFor(['clinician'])).toEqual({});
});
