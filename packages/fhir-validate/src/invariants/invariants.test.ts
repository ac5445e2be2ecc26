/** Every invariant of the definitions is compiled, or kept by a check written by hand. */
import { types } from '@charthouse/fhir-model/definitions';
import { compile } from '@charthouse/fhirpath';
import { expect, it } from 'vitest';
import { nativeInvariants } from './native.ts';

const constraints = Object.values(types).flatMap((type) => [
  ...(type.constraints ?? []),
  ...type.elements.flatMap((element) => element.constraints ?? []),
]);

it('compiles every invariant of the definitions', () => {
  expect(constraints.length).toBeGreaterThan(200);
  for (const { key, expression } of constraints) {
    expect(expression, key).toBeTypeOf('string');
    compile(expression!);
  }
});

it('names as hand-written only invariants that the definitions have', () => {
  const keys = new Set(constraints.map(({ key }) => key));
  // The generator leaves these two out of the definitions: they stand on every element.
  const everywhere = ['ele-1', 'ext-1'];
  expect([...nativeInvariants].filter((key) => !keys.has(key))).toEqual(everywhere);
});
