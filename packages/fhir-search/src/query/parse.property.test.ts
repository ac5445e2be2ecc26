/** Any query is understood or refused by name, and what is understood becomes a statement whose values are bound. */
import { OutcomeError } from '@charthouse/fhir-model';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testSearch } from '../golden.testing.ts';

const name = fc.oneof(
  fc.constantFrom(
    'name',
    'birthdate',
    'identifier',
    'general-practitioner',
    '_id',
    '_lastUpdated',
    '_list',
    '_sort',
    '_count',
  ),
  fc.constantFrom(
    '_include',
    '_revinclude',
    '_total',
    '_summary',
    '_elements',
    '_type',
    '_filter',
    '_has',
    '_contained',
    '__proto__',
  ),
  fc
    .array(
      fc.constantFrom(
        'name',
        ':',
        '.',
        'exact',
        'missing',
        'not',
        '_has',
        'Observation',
        'patient',
        'code',
        'toString',
      ),
      {
        minLength: 1,
        maxLength: 9,
      },
    )
    .map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const marker = 'bound-not-written';
const value = fc.oneof(
  fc
    .array(fc.constantFrom(',', '|', '$', '\\', 'ge', 'ap', '2024-02-30', '1e400', '-', "'", '"', '--', ';', marker), {
      maxLength: 8,
    })
    .map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 30 }),
);
const target = fc.constantFrom(
  { type: 'Patient' },
  { type: 'Observation' },
  {},
  { type: 'Observation', compartment: { type: 'Patient', id: 'a' } },
);

test('any search', () => {
  fc.assert(
    fc.property(target, fc.array(fc.tuple(name, value), { maxLength: 4 }), fc.boolean(), (of, query, strict) => {
      try {
        const parsed = testSearch.parse(of, query, { strict, now: 1_717_200_000_000 });
        for (const { text, values } of [testSearch.page(parsed), testSearch.total(parsed)]) {
          expect(text).not.toContain(marker);
          const places = [...text.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number));
          expect(Math.max(0, ...places)).toBe(values.length);
        }
      } catch (error) {
        if (!(error instanceof OutcomeError)) throw error;
        expect(error.status).toBeLessThan(500);
      }
    }),
    { numRuns: 1_500 },
  );
});
