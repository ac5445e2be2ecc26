import { expect, test } from 'vitest';
import { decide, type Person, type PolicyState, roles } from './index.ts';

const state: PolicyState = {
  now: Date.parse('2026-11-22T12:00:00Z'),
  signIn: true,
  roles,
  careRelationship: true,
  careLead: 7 * 86_400_000,
  careGrace: 30 * 86_400_000,
  openLabels: [],
  partTwoPrograms: [],
  breakGlassFor: 3_600_000,
};
const ada: Person = { user: '1', name: 'Ada', kind: 'staff', roles: ['clinician'], fhirUser: 'Practitioner/1' };
const read = { interaction: 'read', type: 'Observation', id: '1' };

test('a clinician reads what is of the patients they have to do with', () => {
  const decision = decide(ada, read, state);
  expect(decision).toMatchObject({ allowed: true, purpose: 'TREAT' });
  const grants = decision.allowed ? decision.filter.grants.filter(({ types }) => types?.includes('Observation')) : [];
  for (const { reach } of grants) expect(reach).toContainEqual(expect.objectContaining({ kind: 'care' }));
});

test('nobody unknown reads anything, but everybody the capabilities', () => {
  const anonymous: Person = { user: '', name: 'anonymous', kind: 'anonymous', roles: [] };
  expect(decide(anonymous, read, state)).toMatchObject({ allowed: false, unknown: true, policy: 'known-person' });
  expect(decide(anonymous, { interaction: 'capabilities' }, state)).toMatchObject({ allowed: true });
});

test('without sign-in everybody may do everything, and no filter is needed', () => {
  const anonymous: Person = { user: '', name: 'anonymous', kind: 'anonymous', roles: [] };
  expect(decide(anonymous, read, { ...state, signIn: false })).toMatchObject({
    allowed: true,
    filter: { grants: [{}] },
    mask: {},
  });
});

test('when policies cannot be read, everybody is denied', () => {
  expect(decide(ada, read, undefined)).toMatchObject({ allowed: false, policy: 'policy-state' });
});

test('a token gives no more than its scopes, and no more than the roles', () => {
  const scoped = (...scopes: string[]) => ({ ...ada, scopes });
  expect(decide(scoped('user/Patient.rs'), read, state)).toMatchObject({ allowed: false, policy: 'scope' });
  expect(decide(scoped('user/*.cruds'), { interaction: 'delete', type: 'Observation', id: '1' }, state)).toMatchObject({
    allowed: false,
    policy: 'role',
  });
});
