import { resourceTypes } from '@charthouse/fhir-model/definitions';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseScope } from './scope.ts';

test.each([
  ['patient/Observation.rs', { context: 'patient', type: 'Observation', rights: ['r', 's'], where: [] }],
  ['user/*.cruds', { context: 'user', type: '*', rights: ['c', 'r', 'u', 'd', 's'], where: [] }],
  ['system/Patient.read', { context: 'system', type: 'Patient', rights: ['r', 's'], where: [] }],
  ['user/Patient.write', { context: 'user', type: 'Patient', rights: ['c', 'u', 'd'], where: [] }],
  ['user/Patient.*', { context: 'user', type: 'Patient', rights: ['c', 'r', 'u', 'd', 's'], where: [] }],
])('%s is read', (text, scope) => {
  expect(parseScope(text)).toEqual(scope);
});

test('criteria are decoded, and all of them count', () => {
  const text = 'patient/Observation.rs?category=http%3A%2F%2Fx%7Claboratory&status=final';
  expect(parseScope(text)?.where).toEqual([
    ['category', 'http://x|laboratory'],
    ['status', 'final'],
  ]);
});

test.each([
  ['openid', 'no scope for resources'],
  ['launch/patient', 'no scope for resources'],
  ['patient/Observation.', 'no letters'],
  ['patient/Observation.sr', 'letters out of order'],
  ['patient/Observation.rrs', 'a letter twice'],
  ['patient/Widget.rs', 'no type of FHIR R4'],
  ['Patient/Observation.rs', 'contexts are small letters'],
  ['patient/Observation.rs?', 'criteria that are none'],
  ['patient/Observation.rs?category', 'a name without a value'],
  ['patient/Observation.rs?colour=blue', 'no parameter of the type'],
  ['patient/*.rs?category=x', 'criteria need one type'],
  ['patient/Observation.rs?subject.name=x', 'no chains'],
  ['patient/Observation.rs?_count=1', 'no parameter of results'],
  ['patient/Observation.rs?category=%E0%A4%A', 'cannot be decoded'],
  ['patient/Observation.rs patient/Patient.rs', 'two scopes'],
  ['patient/Observation.rs\n', 'more than the scope'],
])('%s grants nothing: %s', (text) => {
  expect(parseScope(text)).toBeUndefined();
});

test('nothing that is not a scope is taken for one', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(parseScope(text)).toBeUndefined();
    }),
  );
});

test('scopes of version 2 are read as they are written', () => {
  const letters = fc.subarray(['c', 'r', 'u', 'd', 's'], { minLength: 1 });
  const context = fc.constantFrom('patient', 'user', 'system');
  fc.assert(
    fc.property(context, fc.constantFrom('*', ...resourceTypes), letters, (where, type, rights) => {
      expect(parseScope(`${where}/${type}.${rights.join('')}`)).toEqual({ context: where, type, rights, where: [] });
    }),
  );
});
