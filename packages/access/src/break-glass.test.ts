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

test.each([
  ['without the role', { ...ada, roles: ['coder'] }, request, 'None of your roles'],
  ['by an application', { ...ada, scopes: ['user/*.rs'] }, request, 'An application'],
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
