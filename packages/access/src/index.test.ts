/** The face of the room: what the door, sign-in, the planner and the desks use. */
import { expect, test } from 'vitest';
import {
  type AccessRows,
  type BreakGlass,
  type Call,
  type Decision,
  type Deny,
  type NamedPermission,
  namedPermissions,
  type Obligation,
  type Permit,
  type Person,
  type PolicyState,
  type Prepared,
  policies,
  prepare,
  roles,
  type Seen,
  sees,
} from './index.ts';

const now = Date.parse('2026-11-22T12:00:00Z');
const state: PolicyState = {
  now,
  signIn: true,
  roles,
  careRelationship: true,
  careLead: 0,
  careGrace: 0,
  openLabels: [],
  partTwoPrograms: [],
  breakGlassFor: 3_600_000,
};
const glass: BreakGlass = { patient: '9', reason: 'Unconscious, allergies unknown', purpose: 'BTG', until: now + 1 };
const person: Person = { user: '1', name: 'Ada', kind: 'staff', roles: ['clinician'], fhirUser: 'Practitioner/1' };
const call: Call = { interaction: 'read', type: 'Observation', id: '1' };
const seen: Seen = {
  type: 'Observation',
  id: '1',
  patient: '9',
  class: { labels: ['HIV'], states: [] },
  authors: [],
  classes: [],
  codes: [],
  refersTo: ['Patient/9'],
  referredFrom: [],
  matches: () => false,
};
const nothing: AccessRows = { care: [], patientLabels: [], consents: [] };

test('decided once, asked often: what a permit lets see changes with the rows, not with the permit', () => {
  const prepared: Prepared = prepare(person, state);
  const decision: Decision = prepared.decide(call);
  const { filter } = decision as Permit;
  expect(sees(filter, seen, { rows: nothing, now })).toBe(false);
  const care = [{ patient: '9', actor: 'Practitioner/1', from: now - 1 }];
  expect(sees(filter, seen, { rows: { ...nothing, care }, now })).toBe(true);
  expect(sees(filter, seen, { rows: { ...nothing, care: [{ ...care[0]!, to: now - 1 }] }, now })).toBe(false);
});

test('broken glass opens one record, shows a banner, and ends', () => {
  const prepared = prepare({ ...person, breakGlass: glass }, state);
  const { filter, obligations } = prepared.decide(call) as Permit;
  expect(prepared.until).toBe(glass.until);
  expect(obligations.map(({ kind }: Obligation) => kind)).toEqual(['banner', 'review']);
  expect(sees(filter, seen, { rows: nothing, now })).toBe(true);
  expect(sees(filter, { ...seen, patient: '8' }, { rows: nothing, now })).toBe(false);
});

test('a denial names its policy', () => {
  const { policy } = prepare(person, state).decide({ ...call, interaction: 'delete' }) as Deny;
  expect(policies.map(({ id }) => id)).toContain(policy);
});

test('desks ask for permissions by name', () => {
  const mine = (Object.keys(namedPermissions) as NamedPermission[]).filter(prepare(person, state).may);
  expect(mine).toEqual(['completion.sign', 'cdi.answer']);
});

test('a disclosure of Part 2 records carries the notice, everyday reading does not', () => {
  const specialist: Person = { ...person, roles: ['technician'] };
  const kinds = (purpose: string) => {
    const decision = prepare({ ...specialist, purpose }, state).decide(call);
    return decision.allowed && decision.obligations;
  };
  expect(kinds('RECORDMGT')).toEqual([]);
  expect(kinds('HLEGAL')).toEqual([
    expect.objectContaining({ kind: 'notice', label: '42CFRPart2', cites: '42 CFR 2.32(a)(2)' }),
  ]);
});
