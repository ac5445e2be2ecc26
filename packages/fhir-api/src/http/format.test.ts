import { describe, expect, it } from 'vitest';
import { acceptedFormat, checkFhirVersion, contentFormat } from './format.ts';

describe('formats', () => {
  it.each([
    [undefined, undefined, 'json'],
    ['*/*', undefined, 'json'],
    ['application/fhir+xml', undefined, 'xml'],
    ['application/fhir+json;q=0.5, application/fhir+xml', undefined, 'xml'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', undefined, 'json'],
    ['application/fhir+json', 'xml', 'xml'],
    ['image/png', 'application/fhir json', 'json'],
  ])('Accept %s with _format %s gives %s', (accept, parameter, format) => {
    expect(acceptedFormat(accept, parameter)).toBe(format);
  });

  it('refuses what it cannot give', () => {
    expect(() => acceptedFormat('image/png', undefined)).toThrow('this server gives');
    expect(() => acceptedFormat(undefined, 'yaml')).toThrow('this server gives json and xml');
    expect(() => checkFhirVersion('application/fhir+json; fhirVersion=5.0')).toThrow('speaks 4.0');
    expect(() => checkFhirVersion('application/fhir+json; fhirVersion=4.0')).not.toThrow();
  });

  it('takes a charset beside a content type', () => {
    expect(contentFormat('application/FHIR+JSON; charset=utf-8')).toBe('json');
    expect(contentFormat('text/plain')).toBeUndefined();
  });
});
