import { expect, test } from 'vitest';
import { breakTheGlass, type Person } from './index.ts';
import { now, testState } from './record.testing.ts';

const ada: Person = { user: '1', name: 'Ada', kind: 'staff', roles: ['clinician'], fhirUser: 'Practitioner/1' };
const request = { patient: 'p', reason: 'Unconscious, allergies unknown', purpose: 'BTG' };

test('it opens one record for a time, tells the privacy officer at once and asks for a review', () => {
  const answer = breakTheGlass(ada, request, testState);
  expect(answer).toMatchObject({ allowed: true, breakGlass: { ...request, until: now + testState.breakGlassFor } });
  expect(answer.allowed && answer.obligations.map(({ kind }) => kind)).toEqual(['banner', 'notify', 'review']);
});

test('it may be asked for less time, and through an application that shows whole charts', () => {
  const answer = breakTheGlass({ ...ada, scopes: ['user/*.rs'] }, { ...request, openFor: 60_000 }, testState);
  expect(answer).toMatchObject({ allowed: true, breakGlass: { until: now + 60_000 } });
});

test.each([
  ['without the role', { ...ada, roles: ['coder'] }, request, 'None of your roles'],
  ['by an application for single types', { ...ada, scopes: ['user/Patient.rs'] }, request, 'This application'],
  ['by an application about one patient', { ...ada, scopes: ['patient/*.rs'] }, request, 'This application'],
  ['for longer than may be', ada, { ...request, openFor: 3_600_001 }, '1 to 60 minutes'],
  ['for one’s own chart', { ...ada, ownCharts: ['p'] }, request, 'Your own'],
  ['for payment', ada, { ...request, purpose: 'HPAYMT' }, 'The purpose must be an emergency'],
  ['without a reason', ada, { ...request, reason: '   need   ' }, 'Say in a few words'],
])('it does not break %s', (_, person, asked, why) => {
  expect(breakTheGlass(person, asked, testState)).toMatchObject({
    allowed: false,
    policy: 'break-the-glass',
    reason: expect.stringContaining(why),
  });
});

test('nor when policies cannot be read', () => {
  expect(breakTheGlass(ada, request, undefined)).toMatchObject({ allowed: false, policy: 'policy-state' });
});
