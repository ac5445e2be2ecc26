import { expect, test } from 'vitest';
import { denialsOf } from './denials.ts';

test('a denial is found by whom or what it is of, and by everybody where it says neither, or more than that', () => {
  expect(denialsOf({ actors: ['Organization/1'], classes: ['Observation'] })).toEqual(['Organization/1']);
  expect(denialsOf({ classes: ['Observation', 'Condition'] })).toEqual(['Observation', 'Condition']);
  expect(denialsOf({ classes: ['Observation', 'http://loinc.org|1-8'] })).toBeUndefined();
  expect(denialsOf({})).toBeUndefined();
  expect(denialsOf({ actors: Array.from({ length: 17 }, (_, n) => `Practitioner/${n}`) })).toBeUndefined();
});
