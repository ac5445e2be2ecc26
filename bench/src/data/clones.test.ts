import { parseJson, type Resource } from '@charthouse/fhir-model';
import { expect, test } from 'vitest';
import { clones, commonCode, heaviestOf, rareCode } from './clones.ts';
import { madeUpBundles } from './made-up-bundles.ts';
import type { NamedText } from './resources.ts';

const bundles = madeUpBundles(4).map((text) => ({ text, entries: 0 }));
const made = (size: number, seed = 1): NamedText[] => [...clones(bundles, { size, seed })].flat();
const resources = made(6_000).map(({ text }) => parseJson(text).value as Resource & Record<string, never>);
const codeOf = (resource: Resource) => JSON.stringify(resource.code);

test('a record has the size asked for, give or take a patient', () => {
  expect(resources.length).toBeGreaterThanOrEqual(6_000);
  expect(resources.length).toBeLessThan(6_400);
});

test('the same seed makes the same record, another seed another', () => {
  expect(made(2_000)).toEqual(made(2_000));
  expect(made(2_000, 2)).not.toEqual(made(2_000));
});

test('every id is used once, and every reference is to a resource of the record', () => {
  const names = new Set(resources.map(({ resourceType, id }) => `${resourceType}/${id}`));
  expect(names.size).toBe(resources.length);
  const references = JSON.stringify(resources).matchAll(/"reference":"([^"]+)"/g);
  expect([...references].filter(([, name = '']) => !names.has(name))).toEqual([]);
});

test('most observations have one code, a rare code is there, and one patient has most observations', () => {
  const observations = resources.filter(({ resourceType }) => resourceType === 'Observation');
  const common = observations.filter((resource) => codeOf(resource).includes(`"${commonCode}"`));
  expect(common.length / observations.length).toBeGreaterThan(0.65);
  expect(observations.filter((resource) => codeOf(resource).includes(`"${rareCode}"`)).length).toBe(1);
  const ofPatients = Map.groupBy(observations, ({ subject }) => JSON.stringify(subject));
  const most = Math.max(...[...ofPatients.values()].map((list) => list?.length ?? 0));
  expect(most).toBeGreaterThanOrEqual(heaviestOf(6_000));
});

test('days of a clone lie before those of its original, a patient keeps the order of events', () => {
  const years = [...JSON.stringify(resources).matchAll(/"effectiveDateTime":"(\d{4})/g)].map(([, year]) =>
    Number(year),
  );
  expect(Math.min(...years)).toBeLessThan(2010);
  expect(Math.max(...years)).toBeLessThan(2026);
});
