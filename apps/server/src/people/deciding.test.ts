import { roles } from '@charthouse/access';
import { expect, test } from 'vitest';
import { deciding } from './deciding.ts';

let now = Date.parse('2026-11-22T12:00:00Z');
const choices = {
  ...{ signIn: true, roles, careRelationship: true, careLead: 0, careGrace: 0, openLabels: [], partTwoPrograms: [] },
  breakGlassFor: 3_600_000,
};
const { decide, breakTheGlass } = deciding(choices, () => now);
const clinician = { kind: 'staff', user: '1', name: 'Ann', roles: ['clinician'], fhirUser: 'Practitioner/1' } as const;
const read = { interaction: 'read', type: 'Observation', id: '1' };

test('nobody who is not known reads anything, but what the server can do is open', () => {
  expect(decide({ name: 'anonymous' }, read)).toMatchObject({ allowed: false, unknown: true });
  expect(decide({ name: 'anonymous' }, { interaction: 'capabilities' })).toMatchObject({ allowed: true });
});

test('the work of the server itself is not limited', () => {
  expect(decide({ kind: 'system', name: 'import' }, read)).toMatchObject({ allowed: true, filter: { grants: [{}] } });
});

test('a clinician sees those they have to do with, a patient themselves, an app what its scopes say', () => {
  const reach = (decision: ReturnType<typeof decide>) =>
    decision.allowed && decision.filter.grants.flatMap((grant) => grant.reach?.map(({ kind }) => kind) ?? []);
  expect(reach(decide(clinician, read))).toContain('care');
  const patient = { kind: 'patient', user: '2', name: 'Pat', roles: ['patient'], fhirUser: 'Patient/p' } as const;
  expect(decide(patient, read)).toMatchObject({ allowed: true });
  expect(JSON.stringify(decide(patient, read))).toContain('{"kind":"patients","ids":["p"]}');
  expect(decide({ ...clinician, scopes: ['user/Patient.rs'] }, read)).toMatchObject({ allowed: false });
});

test('a permit is kept for a minute: what is planned for it serves many requests', () => {
  const filterOf = () => {
    const decision = decide(clinician, read);
    return decision.allowed ? decision.filter : undefined;
  };
  const first = filterOf();
  expect(filterOf()).toBe(first);
  now += 60_001;
  expect(filterOf()).not.toBe(first);
});

test('where somebody works, whose charts are their own and what they opened in an emergency count', () => {
  const request = { patient: 'p', reason: 'Unconscious, allergies unknown', purpose: 'BTG' };
  const opened = breakTheGlass(clinician, request);
  const breakGlass = opened.allowed ? opened.breakGlass : undefined;
  const more = { facilities: ['Organization/a'], ownCharts: ['mine'], actors: ['Organization/a'] };
  const text = JSON.stringify(decide({ ...clinician, ...more, ...(breakGlass && { breakGlass }) }, read));
  expect(text).toContain('"facilities":["Organization/a"]');
  expect(text).toContain('"except":["mine"]');
  expect(text).toContain('"actors":["Practitioner/1","Organization/a"]');
  expect(text).toContain('"kind":"banner"');
});
