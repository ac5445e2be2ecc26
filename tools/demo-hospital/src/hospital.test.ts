/** The same seed gives the same hospital, and it has what its manifest says. */
import { createHash } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import type { Resource } from './fhir.ts';
import { hospitalOf } from './hospital.ts';
import { planOf } from './plan/plan.ts';
import { slotsOf } from './plan/slots.ts';
import { randomOf } from './random.ts';

const options = { seed: 'a seed', day: '2026-11-22', size: 'small' } as const;

function resourcesOf(given: Parameters<typeof hospitalOf>[0]) {
  const hospital = hospitalOf(given);
  const resources = [
    ...hospital.directory,
    ...hospital.patients.flat(),
    ...hospital.besides.flat(),
    ...[...hospital.eachChart()].flat(),
  ];
  return { resources, manifest: hospital.manifest() };
}

const digest = (given: unknown) => createHash('sha256').update(JSON.stringify(given)).digest('hex');

let small: ReturnType<typeof resourcesOf>;
beforeAll(() => {
  small = resourcesOf(options);
});

test('the same seed and day give the same hospital, another seed another', () => {
  expect(digest(resourcesOf(options))).toBe(digest(small));
  expect(digest(resourcesOf({ ...options, seed: 'another' }))).not.toBe(digest(small));
});

test('everything is marked as test data, has an id of its own, and refers to what is there', () => {
  const names = small.resources.map(({ resourceType, id }) => `${resourceType}/${id}`);
  expect(new Set(names).size).toBe(names.length);
  const known = new Set(names);
  const text = JSON.stringify(small.resources);
  const dangling = [...text.matchAll(/"(?:reference|url)":"([A-Z]\w+\/[^"]+)"/g)].map(([, name]) => name!);
  expect(dangling.filter((name) => !known.has(name))).toEqual([]);
  expect(small.resources.filter((one) => !JSON.stringify(one.meta).includes('"HTEST"'))).toEqual([]);
});

test('nothing lies after the midnight on which it stands', () => {
  const times = [...JSON.stringify(small.resources.filter(isOfChart)).matchAll(/"(2\d{3}-\d\d-\d\dT[^"]+)"/g)];
  const late = times.filter(([, time]) => Date.parse(time!) > Date.parse('2026-11-22T06:00:00Z'));
  expect(late.map(([, time]) => time)).toEqual([]);
});

const isOfChart = ({ resourceType }: Resource) =>
  !['PractitionerRole', 'ExplanationOfBenefit', 'Claim'].includes(resourceType);

test('the whole hospital has the counts that desks are tried on', () => {
  const { frames } = planOf({ ...options, size: 'full' });
  const slots = slotsOf('full', randomOf('x'));
  const kinds = Object.groupBy(frames, ({ kind }) => kind);
  expect(Object.fromEntries(Object.entries(kinds).map(([kind, all]) => [kind, all.length]))).toEqual({
    ...{ inpatient: 1800, emergency: 2700, surgery: 900, observation: 600, clinic: 3960, video: 40 },
  });
  expect(frames.filter(({ discharged }) => discharged === undefined)).toHaveLength(45);
  const lacking = frames.filter(({ lacks }) => lacks.length > 0);
  expect(lacking).toHaveLength(150);
  const types = lacking.flatMap(({ lacks }) => lacks);
  expect(types).toHaveLength(260);
  for (const type of new Set(types)) expect(types.filter((one) => one === type).length).toBeGreaterThanOrEqual(6);
  expect(new Set(types).size).toBe(39);
  expect(frames.filter(({ isDelinquent }) => isDelinquent)).toHaveLength(38);
  expect(slots.filter(({ trap }) => trap !== undefined)).toHaveLength(12);
});

test('the small one has one of everything that is planted', () => {
  const { cases, morning } = small.manifest;
  expect(new Set(cases.filter(({ kind }) => kind === 'deficiency').map(({ code }) => code)).size).toBe(39);
  expect(cases.filter(({ kind }) => kind === 'trap')).toHaveLength(12);
  expect(morning).toMatchObject({ inHouse: 9, missing: 1 });
  const known = new Set(small.resources.map(({ resourceType, id }) => `${resourceType}/${id}`));
  expect(cases.filter(({ about }) => about?.includes('/') && !known.has(about))).toEqual([]);
});

test('paper and index have what the desks for them will be tried on', () => {
  const { cases } = hospitalOf({ ...options, size: 'full' }).manifest();
  const found = Object.groupBy(cases, ({ code }) => code);
  expect(Object.fromEntries(Object.entries(found).map(([code, all]) => [code, all?.length]))).toEqual({
    ...{ duplicate: 60, twins: 6, newborn: 5, doe: 3, overlay: 4, unmerge: 2, unacknowledged: 3 },
    ...{ 'downtime-form': 31, unsure: 20, misfiled: 5, 'misfiled-and-released': 1, fax: 8 },
    ...{ 'volume-out': 14, 'volume-missing': 1 },
  });
  const { besides } = hospitalOf({ ...options, size: 'full' });
  const ofType = (type: string) => besides.flat().filter(({ resourceType }) => resourceType === type);
  expect([ofType('DocumentManifest').length, ofType('DocumentReference').length, ofType('Basic').length]).toEqual([
    12, 400, 600,
  ]);
});
