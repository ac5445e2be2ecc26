/** The tables of the roles hold what they promise. */
import { searchParameters } from '@charthouse/fhir-model/definitions';
import { describe, expect, test } from 'vitest';
import { authorParameters, type NamedPermission, namedPermissions, roles } from '../index.ts';
import { sensitive } from '../labels/vocabulary.ts';
import { purposeCodes } from '../purposes.ts';
import { ofNobody } from './type-groups.ts';

describe.each(Object.values(roles))('$title', ({ id, permissions, labels, purposes, mask = {}, kinds, named }) => {
  test('is found by its id, and has purposes, kinds of people and labels that exist', () => {
    expect(roles[id]?.id).toBe(id);
    expect(kinds.length).toBeGreaterThan(0);
    expect(purposes.filter((code) => !purposeCodes.has(code))).toEqual([]);
    expect(purposes.length).toBeGreaterThan(0);
    expect(labels === 'any' ? [] : labels.filter((label) => !sensitive.includes(label))).toEqual([]);
    expect(named.filter((one) => !(one in namedPermissions))).toEqual([]);
  });

  test('changes nothing of which it sees only a part', () => {
    const changed = permissions.filter(({ rights }) => rights.includes('u')).flatMap(({ types }) => types);
    expect(changed.filter((type) => mask[type] !== undefined)).toEqual([]);
  });

  test('asks for a relationship only where there can be one', () => {
    const related = permissions.filter(({ reach }) => reach !== 'all').flatMap(({ types }) => types);
    expect(related.filter((type) => ofNobody.has(type))).toEqual([]);
  });
});

test('what is not needed to treat is not seen by those who do not: nobody but clinicians breaks the glass', () => {
  const mayBreak = Object.values(roles).filter((role) => role.mayBreakGlass);
  expect(mayBreak.map(({ id }) => id)).toEqual(['clinician']);
});

test('everybody of the house has a role', () => {
  expect(Object.keys(roles)).toEqual(
    expect.arrayContaining([
      'technician', 'records-manager', 'analyst', 'coder', 'cdi-specialist', 'biller', 'privacy-officer', 'clinician',
      'patient', 'representative', 'administrator', 'integration-engineer', 'application', 'feed',
    ]), // biome-ignore format: one list
  );
});

test('what can be allowed at the desks is allowed to somebody', () => {
  const given = new Set(Object.values(roles).flatMap(({ named }) => named));
  expect((Object.keys(namedPermissions) as NamedPermission[]).filter((one) => !given.has(one))).toEqual([]);
});

test('who looked is for those who watch over it', () => {
  const reading = Object.values(roles).filter(({ permissions }) =>
    permissions.some(({ types }) => types.includes('AuditEvent')),
  );
  expect(reading.map(({ id }) => id).sort()).toEqual(['feed', 'privacy-officer']);
});

test('who is to be opened something by a consent does not write it: custodians do, and patients', () => {
  const writing = Object.values(roles).filter(({ permissions }) =>
    permissions.some(
      ({ types, rights }) => types.includes('Consent') && (rights.includes('c') || rights.includes('u')),
    ),
  );
  const custodians = ['application', 'feed', 'patient', 'privacy-officer', 'records-manager'];
  expect(writing.map(({ id }) => id).sort()).toEqual(custodians);
  expect(roles.application?.labels).toEqual([]);
});

test('nobody deletes the trace, and only feeds add to it', () => {
  for (const { id, permissions } of Object.values(roles)) {
    const rights = permissions.filter(({ types }) => types.includes('AuditEvent')).flatMap((one) => one.rights);
    expect(rights.filter((right) => right !== 'r' && right !== 's')).toEqual(id === 'feed' ? ['c'] : []);
  }
});

test('who wrote a resource is told by a parameter that it has', () => {
  for (const [type, code] of Object.entries(authorParameters))
    expect(searchParameters.some((one) => one.code === code && one.base.includes(type))).toBe(true);
});
