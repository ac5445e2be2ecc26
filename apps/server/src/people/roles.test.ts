import { expect, test } from 'vitest';
import { readSettings } from '../settings/read.ts';
import { checkRolesOf } from './roles.ts';

const check = (environment: Record<string, string>) => () => checkRolesOf(readSettings(environment).settings);

test('a setting that names a role that does not exist is refused, with those that do', () => {
  expect(check({})).not.toThrow();
  expect(check({ CHARTHOUSE_IDLE_MINUTES: 'coder=45,others=20' })).not.toThrow();
  expect(check({ CHARTHOUSE_IDLE_MINUTES: 'nurse=5' })).toThrow(
    'CHARTHOUSE_IDLE_MINUTES: there is no role `nurse`: technician',
  );
  expect(check({ CHARTHOUSE_SSO_ROLES: 'groups:Ward 3=nurse' })).toThrow(
    'CHARTHOUSE_SSO_ROLES: there is no role `nurse`',
  );
});
