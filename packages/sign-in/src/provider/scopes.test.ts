import { expect, test } from 'vitest';
import { allowedScopes, isScope } from './scopes.ts';

test('a client gets what it may have, and what is narrower', () => {
  const most = ['openid', 'patient/*.rs', 'user/Observation.cruds', 'patient/Condition.cud?category=problem-list-item'];
  const allowed = (...asked: string[]) => allowedScopes(asked, most);
  expect(
    allowed('patient/Patient.r', 'patient/*.rs', 'patient/Observation.read', 'user/Observation.write'),
  ).toHaveLength(4);
  expect(allowed('patient/Patient.cruds', 'patient/*.*', 'user/Patient.rs', 'system/*.rs', 'launch')).toEqual([]);
  expect(allowed('patient/Condition.u?category=problem-list-item', 'patient/Condition.u')).toEqual([
    'patient/Condition.u?category=problem-list-item',
  ]);
});

test('what SMART does not know is no scope', () => {
  for (const good of ['openid', 'launch/patient', 'system/*.rs', 'patient/Observation.rs?category=laboratory'])
    expect(isScope(good)).toBe(true);
  for (const bad of [
    'admin',
    'patient/Patient',
    'patient/Patient.x',
    'patient/patient.r',
    'patient/Patient.dr',
    'user/Patient.',
  ])
    expect(isScope(bad)).toBe(false);
});
