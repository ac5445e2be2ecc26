import { compartments, resourceTypes } from '@charthouse/fhir-model/definitions';
import { expect, test } from 'vitest';
import { ofNobody, typeGroups } from './type-groups.ts';

const all = Object.values(typeGroups).flat();

test('every type of resource is in one group', () => {
  expect([...all].sort()).toEqual(resourceTypes);
});

test('nothing that a patient compartment holds is of nobody, but schedules', () => {
  const held = Object.entries(compartments.Patient ?? {}).filter(([, links]) => links.length > 0);
  expect(held.map(([type]) => type).filter((type) => ofNobody.has(type))).toEqual(['Schedule']);
});
