import { expect, test } from 'vitest';
import { type Person, prepare } from '../index.ts';
import { testState } from '../record.testing.ts';

const person: Person = { user: '1', name: 'Grace', kind: 'staff', roles: [] };
const maskFor = (...roles: readonly string[]) => {
  const decision = prepare({ ...person, roles }, testState).decide({ interaction: 'search', type: 'Patient' });
  return decision.allowed ? decision.mask : undefined;
};

test('an analyst does not see who a patient is, a biller no notes, a clinician everything', () => {
  expect(maskFor('analyst')?.Patient).toEqual(expect.arrayContaining(['name', 'identifier', 'address.line']));
  expect(maskFor('biller')?.Encounter).toEqual(['text', 'note']);
  expect(maskFor('clinician')).toEqual({});
});

test('what one of the roles needs is seen', () => {
  expect(maskFor('coder')?.Patient).toEqual(['photo', 'contact', 'telecom']);
  expect(maskFor('coder', 'analyst')?.Patient?.toSorted()).toEqual(['contact', 'photo', 'telecom']);
  expect(maskFor('coder', 'technician')).toEqual({});
});
