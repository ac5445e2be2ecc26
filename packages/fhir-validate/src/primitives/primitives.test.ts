/** Every primitive type of the definitions has a format, and every format its cases. */
import { readFileSync } from 'node:fs';
import type { JsonValue } from '@charthouse/fhir-model';
import { types } from '@charthouse/fhir-model/definitions';
import { describe, expect, it } from 'vitest';
import { primitiveFormats } from './index.ts';

type Cases = Readonly<Record<string, { readonly right: readonly JsonValue[]; readonly wrong: readonly JsonValue[] }>>;
const cases: Cases = JSON.parse(readFileSync(new URL('./primitives.cases.json', import.meta.url), 'utf8'));

const primitiveTypes = Object.keys(types).filter((name) => types[name]?.kind === 'primitive-type');

it('covers the primitive types of the definitions, each with cases', () => {
  expect([...primitiveFormats.keys()].sort()).toEqual(primitiveTypes.sort());
  expect(Object.keys(cases).sort()).toEqual(primitiveTypes.sort());
});

describe.each(Object.entries(cases))('%s', (type, { right, wrong }) => {
  const format = primitiveFormats.get(type)!;
  it.each(right.map((value) => [value]))('accepts %j', (value) => expect(format.accepts(value)).toBe(true));
  it.each(wrong.map((value) => [value]))('refuses %j and says why', (value) => {
    expect(format.accepts(value)).toBe(false);
    expect(format.problem(value)).toMatch(/\w.*[.]$/);
  });
});

it('stays fast on hostile texts', () => {
  const started = performance.now();
  const hostile = [
    'a'.repeat(1e6),
    `${' '.repeat(1e5)}a`,
    '<'.repeat(1e5),
    `<div ${' a'.repeat(1e5)}`,
    'a-'.repeat(1e5),
    '1'.repeat(1e6),
  ];
  for (const format of primitiveFormats.values())
    for (const text of hostile) if (!format.accepts(text)) format.problem(text);
  expect(performance.now() - started).toBeLessThan(2000);
});
