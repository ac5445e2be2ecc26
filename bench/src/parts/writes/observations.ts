/** Body weights to write: new ones, and new values of ones that stay otherwise as they are. */
import { type Chance, seeded } from '../../data/seeded.ts';

export interface Observations {
  /** JSON text of another observation, without id. */
  another(): string;
  /** JSON text of the observation with this number and id: always the same patient and day, another value each time. */
  again(number: number, id: string): string;
}

export function observationsOf(patients: readonly string[], seed: number): Observations {
  const chance = seeded(seed);
  const patient = (number: number) => patients[number % patients.length] as string;
  return {
    another: () => text({ patient: chance.pick(patients), day: day(chance.below(days)), value: value(chance) }),
    again: (number, id) => text({ id, patient: patient(number), day: day(number % days), value: value(chance) }),
  };
}

const days = 4_000;

function day(number: number): string {
  return new Date(Date.UTC(2015, 0, 1) + number * 86_400_000).toISOString().slice(0, 10);
}

function value(chance: Chance): number {
  return 40 + chance.below(900) / 10;
}

interface Parts {
  readonly id?: string;
  readonly patient: string;
  readonly day: string;
  readonly value: number;
}

function text({ id, patient, day: on, value: kilograms }: Parts): string {
  const category = 'http://terminology.hl7.org/CodeSystem/observation-category';
  return JSON.stringify({
    resourceType: 'Observation',
    ...(id && { id }),
    status: 'final',
    category: [{ coding: [{ system: category, code: 'vital-signs', display: 'vital-signs' }] }],
    code: { coding: [{ system: 'http://loinc.org', code: '29463-7', display: 'Body Weight' }], text: 'Body Weight' },
    subject: { reference: patient },
    effectiveDateTime: `${on}T09:15:00+00:00`,
    issued: `${on}T09:15:00.000+00:00`,
    valueQuantity: { value: kilograms, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' },
  });
}
