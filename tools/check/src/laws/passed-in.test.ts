import { expect, test } from 'vitest';
import { inMemory } from '../in-memory-house.testing.ts';
import { passedIn } from './passed-in.ts';

test.each(['Date.now()', 'new Date()', 'Math.random()', 'Date()'])('%s is found in a pure room', (taken) => {
  const house = inMemory({ 'packages/fhir-search/src/day.ts': `\nexport const day = ${taken};\n` });
  expect(passedIn.find(house)).toEqual([`packages/fhir-search/src/day.ts:2: export const day = ${taken};`]);
});

test('a given time, tests and the other floors are left alone', () => {
  expect(
    passedIn.find(
      inMemory({
        'packages/fhir-search/src/day.ts': 'export const day = (now: number) => new Date(now);\n',
        'packages/fhir-search/src/day.test.ts': 'day(Date.now());\n',
        'packages/fhir-api/src/clock.ts': 'export const now = () => Date.now();\n',
      }),
    ),
  ).toEqual([]);
});
