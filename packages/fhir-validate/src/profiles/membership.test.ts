import { expect, it } from 'vitest';
import { createConformance } from './conformance.ts';
import { membership } from './membership.ts';

const url = (name: string) => `http://example.org/ValueSet/${name}`;
const valueSet = (name: string, include: object) => ({
  resourceType: 'ValueSet',
  url: url(name),
  compose: { include: [{ system: 'http://example.org/codes', ...include }] },
});
const member = membership(
  createConformance([
    valueSet('listed', { concept: [{ code: 'a' }] }),
    valueSet('unlisted', {}), // its code system is not loaded
  ]),
);

it('tells members of value sets whose codes are known', () => {
  expect([member('a', url('listed')), member('b', url('listed'))]).toEqual([true, false]);
  expect(member('male', 'http://hl7.org/fhir/ValueSet/administrative-gender')).toBe(true);
});

it('does not take for a member what it cannot know', () => {
  expect(member('a', url('unlisted'))).toBeUndefined();
  expect(member('a', url('unheard-of'))).toBeUndefined();
});
