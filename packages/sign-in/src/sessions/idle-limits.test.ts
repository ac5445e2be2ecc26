import { expect, test } from 'vitest';
import { idleLimits, readIdleMinutes } from './idle-limits.ts';

const minutes = (text: string, ...roles: string[]) => idleLimits(readIdleMinutes(text))(roles) / 60_000;

test('a house chooses after how long without a request sessions end, by role', () => {
  expect(minutes('', 'clinician')).toBe(15);
  expect(minutes('clinician=5', 'clinician')).toBe(5);
  expect(minutes('clinician=5', 'administrator')).toBe(10);
  expect(minutes('coder=45, others=20', 'technician')).toBe(20);
});

test('of several roles the shortest counts; nobody is without a limit', () => {
  expect(minutes('coder=45', 'coder', 'clinician')).toBe(15);
  expect(minutes('')).toBe(30);
});

test.each(['clinician', 'clinician=', 'clinician=0', 'clinician=-1', 'clinician=841', 'Clinician=5', '=5'])(
  '%s is refused with what it should be',
  (text) => {
    expect(() => readIdleMinutes(text)).toThrow('a role and minutes from 1 to 840');
  },
);
