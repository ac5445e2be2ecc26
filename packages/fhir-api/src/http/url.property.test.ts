/** Any address is understood or refused by name: never a fault, never a wait. */
import { OutcomeError } from '@charthouse/fhir-model';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pagePosition } from './page-link.ts';
import { pathAndQuery, queryOf, queryText, targetOf } from './url.ts';

/** What addresses are made of, and what they are not. */
const piece = fc.oneof(
  fc.constantFrom(
    'Patient',
    'Observation',
    '_history',
    '_search',
    '$everything',
    '$',
    'metadata',
    '*',
    '..',
    '.',
    '/',
    '//',
  ),
  fc.constantFrom('%2F', '%00', '%', '%zz', '%C0%AF', '%ED%A0%80', '?', '&', '=', ';', '#', '__proto__', 'constructor'),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ maxLength: 70 }),
);
const address = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
const method = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', '__proto__', '');

function named<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    expect(error).toBeInstanceOf(OutcomeError);
    expect((error as OutcomeError).status).toBeLessThan(500);
    return undefined;
  }
}

test('any method and path', () => {
  fc.assert(
    fc.property(method, address, (verb, path) => {
      const target = named(() => targetOf(verb, path));
      if (target?.id !== undefined) expect(target.id).toMatch(/^[A-Za-z0-9\-.]{1,64}$/);
      if (target?.type !== undefined) expect(target.type).toMatch(/^[A-Z][A-Za-z]+$/);
    }),
    { numRuns: 2_000 },
  );
});

test('any query, and its text is read as it was written', () => {
  fc.assert(
    fc.property(address, (text) => {
      const query = named(() => queryOf(pathAndQuery(`/Patient?${text}`).query));
      if (query) expect(queryOf(queryText(query))).toEqual(query);
    }),
    { numRuns: 2_000 },
  );
});

test('any page link', () => {
  fc.assert(
    fc.property(address, (token) => {
      expect(named(() => pagePosition('/Patient', [['_page', token]], () => 'signature'))).toBeUndefined();
    }),
    { numRuns: 1_000 },
  );
});
