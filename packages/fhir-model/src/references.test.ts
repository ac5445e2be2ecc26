import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resourceTypes } from './definitions.ts';
import { eachReference, parseLiteral } from './references.ts';
import type { JsonObject } from './resource.ts';

const base = 'https://hospital.example/fhir/R4';

describe('a literal reference names a resource on this server', () => {
  test.each([
    ['Patient/1', { type: 'Patient', id: '1' }],
    ['Patient/1/_history/2', { type: 'Patient', id: '1', version: '2' }],
    [`${base}/Patient/a-b.C`, { type: 'Patient', id: 'a-b.C' }],
    [`${base}/Patient/1/_history/2`, { type: 'Patient', id: '1', version: '2' }],
  ])('%s', (text, expected) => expect(parseLiteral(text, [base])).toEqual(expected));

  test.each([
    'https://other.example/fhir/R4/Patient/1',
    `${base}/sub/Patient/1`,
    'urn:uuid:7d1f0bf2-5b1b-4a0c-9f3c-0d6c8f2b8f5e',
    '#contained',
    'Patient?identifier=1',
    'Patient/',
    'Patient',
    '/Patient/1',
    'Nonsense/1',
    'DomainResource/1',
    'patient/1',
    'Patient/under_score',
    `Patient/${'x'.repeat(65)}`,
    'Patient/1/_history/',
    'Patient/1/_history/2/3',
    'Patient/1\n',
    'Patient/1#a',
    '',
  ])('%j names none', (text) => expect(parseLiteral(text, [base])).toBeUndefined());

  test('an absolute reference without knowing the own base names none', () => {
    expect(parseLiteral(`${base}/Patient/1`)).toBeUndefined();
  });

  test('any type and id, relative or below the base', () => {
    const id = fc.stringMatching(/^[A-Za-z0-9\-.]{1,64}$/);
    fc.assert(
      fc.property(fc.constantFrom(...resourceTypes), id, fc.boolean(), (type, some, absolute) => {
        expect(parseLiteral(`${absolute ? `${base}/` : ''}${type}/${some}`, [base])).toEqual({ type, id: some });
      }),
    );
  });

  test('a long text is refused at once', () => {
    const started = performance.now();
    for (const part of ['/', 'A/', 'Patient/1', 'Aa', '/_history/']) parseLiteral(part.repeat(200_000), [base]);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('every Reference of a resource is visited', () => {
  const referencesIn = (resource: JsonObject) => {
    const found: string[] = [];
    eachReference(resource, (element) => found.push(element.reference));
    return found;
  };

  test('in elements, arrays, extensions, extensions of primitives and contained resources', () => {
    const there = (reference: string) => ({ reference });
    expect(
      referencesIn({
        resourceType: 'Observation',
        subject: there('Patient/1'),
        performer: [there('Practitioner/1'), there('Practitioner/2')],
        extension: [{ url: 'x', valueReference: there('Location/1') }],
        _status: { extension: [{ url: 'x', valueReference: there('Location/2') }] },
        contained: [{ resourceType: 'Specimen', subject: there('Patient/2') }],
      }),
    ).toEqual(['Patient/1', 'Practitioner/1', 'Practitioner/2', 'Location/1', 'Location/2', 'Patient/2']);
  });

  test('a Reference in an element called reference', () => {
    const data = [{ meaning: 'instance', reference: { reference: 'Observation/1' } }];
    expect(referencesIn({ resourceType: 'Consent', provision: { data } })).toEqual(['Observation/1']);
  });

  test('a uri called reference is none: DetectedIssue, Expression, Immunization.education', () => {
    expect(referencesIn({ resourceType: 'DetectedIssue', reference: 'https://example.org' })).toEqual([]);
    expect(referencesIn({ valueExpression: { language: 'text/cql', reference: 'https://example.org' } })).toEqual([]);
    const education = [
      { reference: 'https://example.org', extension: [{ url: 'x', valueReference: { reference: 'Patient/1' } }] },
    ];
    expect(referencesIn({ resourceType: 'Immunization', education })).toEqual(['Patient/1']);
  });

  test('a Reference with only an identifier or display has no text to visit', () => {
    expect(referencesIn({ subject: { identifier: { value: '1' } }, performer: [{ display: 'x' }] })).toEqual([]);
  });

  test('what the visitor writes stays in the resource', () => {
    const resource: JsonObject = { subject: { reference: 'urn:uuid:1' } };
    eachReference(resource, (element) => {
      element.reference = 'Patient/1';
    });
    expect(resource).toEqual({ subject: { reference: 'Patient/1' } });
  });
});
