/** Patients of a seeded generator, shaped like Synthea's: for machines that do not have those. */
import type { JsonObject } from '@charthouse/fhir-model';
import { type Chance, seeded } from './seeded.ts';

const families = ['Koepp', 'Senger', 'Haag', 'Ruecker', 'Okuneva', 'Zieme', 'Schmidt', 'Díaz', 'Smith', 'Abe'];
const given = ['Abdul', 'Alexia', 'Beatrice', 'Dana', 'Elías', 'Francis', 'Gale', 'Hana', 'Ira', 'Jonas'];

interface Measure {
  readonly code: string;
  readonly display: string;
  readonly unit: string;
  readonly from: number;
  readonly to: number;
}

const measures: readonly Measure[] = [
  { code: '8302-2', display: 'Body Height', unit: 'cm', from: 140, to: 200 },
  { code: '29463-7', display: 'Body Weight', unit: 'kg', from: 40, to: 130 },
  { code: '39156-5', display: 'Body Mass Index', unit: 'kg/m2', from: 17, to: 45 },
  { code: '2339-0', display: 'Glucose', unit: 'mg/dL', from: 60, to: 200 },
  { code: '2093-3', display: 'Total Cholesterol', unit: 'mg/dL', from: 120, to: 300 },
  { code: '6298-4', display: 'Potassium', unit: 'mmol/L', from: 3, to: 6 },
];
const problems = ['38341003', '44054006', '195662009', '10509002', '444814009'];

/** Texts of transaction bundles, some 260 entries each. */
export function madeUpBundles(count: number): string[] {
  const chance = seeded(20_261_122);
  return Array.from({ length: count }, () => JSON.stringify(madeUpBundle(chance)));
}

interface Writing {
  readonly chance: Chance;
  readonly add: (resource: JsonObject) => string;
  readonly patient: string;
}

function madeUpBundle(chance: Chance): JsonObject {
  const entry: JsonObject[] = [];
  const add = (resource: JsonObject): string => {
    const id = chance.uuid();
    const request = { method: 'POST', url: resource.resourceType as string };
    entry.push({ fullUrl: `urn:uuid:${id}`, resource: { ...resource, id }, request });
    return `urn:uuid:${id}`;
  };
  const writing = { chance, add, patient: add(person(chance)) };
  for (let visit = 0; visit < 25; visit++) addVisit(writing, day(chance));
  return { resourceType: 'Bundle', type: 'transaction', entry };
}

function person(chance: Chance): JsonObject {
  const number = chance.uuid();
  return {
    resourceType: 'Patient',
    identifier: [{ system: 'http://hospital.example.org', value: number }],
    name: [{ use: 'official', family: chance.pick(families), given: [chance.pick(given)] }],
    gender: chance.pick(['female', 'male']),
    birthDate: `${1930 + chance.below(80)}-${two(1 + chance.below(12))}-${two(1 + chance.below(28))}`,
  };
}

function addVisit({ chance, add, patient }: Writing, date: string): void {
  const subject = { reference: patient };
  const encounter = add({
    resourceType: 'Encounter',
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
    subject,
    period: { start: `${date}T09:00:00+00:00`, end: `${date}T09:30:00+00:00` },
  });
  const context = { subject, encounter: { reference: encounter } };
  add({
    resourceType: 'Condition',
    ...context,
    code: { coding: [{ system: 'http://snomed.info/sct', code: chance.pick(problems) }] },
    onsetDateTime: `${date}T09:10:00+00:00`,
  });
  for (let i = 0; i < 8; i++) add({ ...measured(chance, date), ...context });
}

function measured(chance: Chance, date: string): JsonObject {
  const { code, display, unit, from, to } = chance.pick(measures);
  const value = Math.round((from + chance.next() * (to - from)) * 10) / 10;
  return {
    resourceType: 'Observation',
    status: 'final',
    category: [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }] },
    ],
    code: { coding: [{ system: 'http://loinc.org', code, display }], text: display },
    effectiveDateTime: `${date}T09:15:00+00:00`,
    valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: unit },
  };
}

function day(chance: Chance): string {
  return `${2010 + chance.below(16)}-${two(1 + chance.below(12))}-${two(1 + chance.below(28))}`;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
