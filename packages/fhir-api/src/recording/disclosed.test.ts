import { describe, expect, it } from 'vitest';
import { addLabels, addPatients } from './disclosed.ts';

const bases = { own: ['http://localhost:8420/fhir/R4'] };
const patients = (value: unknown) => {
  const found = new Set<string>();
  addPatients(found, typeof value === 'string' ? value : JSON.stringify(value), bases);
  return [...found].sort();
};

describe('the patients whose data an answer holds', () => {
  it.each([
    ['a patient', { resourceType: 'Patient', id: 'a' }, ['a']],
    ['a resource about one', { resourceType: 'Observation', subject: { reference: 'Patient/a.b-C' } }, ['a.b-C']],
    ['of a version', { subject: { reference: 'Patient/a/_history/2' } }, ['a']],
    [
      'several',
      { member: [{ entity: { reference: 'Patient/a' } }, { entity: { reference: 'Patient/b' } }] },
      ['a', 'b'],
    ],
    ['by an address of ours', { subject: { reference: `${bases.own[0]}/Patient/a` } }, ['a']],
    ['by an address of others', { subject: { reference: 'http://other.example/fhir/Patient/a' } }, []],
    ['contained', { resourceType: 'Observation', contained: [{ resourceType: 'Patient', id: 'p1' }] }, []],
    ['in words', { text: 'see Patient/a', url: 'Patient/b' }, []],
    ['in a bundle', { entry: [{ fullUrl: 'x', resource: { resourceType: 'Patient', id: 'a' } }] }, ['a']],
    [
      'deleted, in a history',
      { entry: [{ fullUrl: `${bases.own[0]}/Patient/a`, request: { method: 'DELETE' } }] },
      ['a'],
    ],
    ['none', { resourceType: 'Organization', id: 'o' }, []],
  ])('%s', (_, value, expected) => expect(patients(value)).toEqual(expected));
});

describe('the security labels of an answer', () => {
  it('are told with their systems, each once', () => {
    const found = new Set<string>();
    const meta = { security: [{ system: 's', code: 'R' }, { code: 'X' }] };
    addLabels(found, JSON.stringify({ entry: [{ resource: { meta } }, { resource: { meta } }] }));
    expect([...found]).toEqual(['s|R', '|X']);
  });
});
