/** A county that does not exist, with its towns and streets. */
import type { Random } from '../random.ts';

const towns = [
  ['Millbrook Falls', '62990'],
  ['East Harlow', '62991'],
  ['Carrow Springs', '62992'],
  ['Tolland Ridge', '62993'],
  ['Saint Odile', '62994'],
  ['Wexford Landing', '62995'],
] as const;

const streets = [
  'Alder', 'Bellwether', 'Cobbler', 'Dovecote', 'Elmhurst', 'Ferry', 'Grist Mill', 'Hawthorn', 'Juniper', 'Kettle', 'Larkspur',
  'Meadowlark', 'Orchard', 'Pheasant', 'Quarry', 'Riverbend', 'Sycamore', 'Tannery', 'Vine', 'Willow',
] as const; // biome-ignore format: one table

export interface Place {
  readonly line: readonly string[];
  readonly city: string;
  readonly state: string;
  readonly postalCode: string;
  readonly country: string;
}

export function placeOf(random: Random): Place {
  const [city, postalCode] = random.one(towns);
  const street = `${random.whole(2, 9840)} ${random.one(streets)} ${random.one(['Street', 'Avenue', 'Lane', 'Road', 'Court'])}`;
  const line = random.chance(22) ? [street, `Apt ${random.whole(1, 40)}${random.one(['', 'A', 'B', 'C'])}`] : [street];
  return { line, city, state: 'IL', postalCode, country: 'US' };
}

/** Numbers set apart for fiction. */
export function phoneOf(random: Random): string {
  return `(${random.one([217, 309, 618])}) 555-01${String(random.whole(0, 99)).padStart(2, '0')}`;
}
