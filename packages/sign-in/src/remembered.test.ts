/** Who a token is for is the same object for as long as nothing about them changes, and another as soon as anything does. */
import { expect, test } from 'vitest';
import type { TokenRow } from './authenticate.ts';
import { remembered } from './remembered.ts';

const row: TokenRow = {
  ...{ hash: 'h', scope: 'openid user/*.cruds', client: 'c', aud: 'a', session: 's', idle: 5 },
  ...{ id: '1', name: 'Ann', kind: 'staff', fhir_user: 'Practitioner/1', facilities: ['Organization/a'] },
  ...{ extra: { acr: 'x', auth_time: 1 }, roles: ['clinician'], glass: null },
};

const knownBy = remembered(({ id, name, kind, roles }) => ({ user: id, name, kind, roles, twoFactors: false }));

test('the same for the next request of a token, however long ago the last one was', () => {
  expect(knownBy(structuredClone({ ...row, idle: 900 }))).toBe(knownBy(row));
});

test.each<Partial<TokenRow>>([
  { id: '2' },
  { name: 'Anna' },
  { kind: 'patient' },
  { client: 'd' },
  { scope: 'openid' },
  { aud: 'b' },
  { fhir_user: null },
  { roles: [] },
  { roles: ['clinician', 'coder'] },
  { facilities: null },
  { facilities: ['Organization/b'] },
  { extra: null },
  { extra: { acr: 'x', auth_time: 2 } },
  { glass: { patient: 'p', reason: 'r', purpose: 'BTG', until: 9 } },
  { hash: 'other' },
])('another when the account, the token or broken glass says something else: %j', (change) => {
  const first = knownBy(row);
  expect(knownBy({ ...row, ...change })).not.toBe(first);
});
