/** The people who come: who they are, where they live, what they have, who pays. */
import { allergies, type HomeCondition, homeConditions } from './cases/home.ts';
import { dateOf, daysAfter } from './clock.ts';
import { codes, icd10cm, type Resource, reference, rxnorm, snomed, tagged } from './fhir.ts';
import type { Random } from './random.ts';
import { called, nameOf, type PersonName } from './words/names.ts';
import { type Place, phoneOf, placeOf } from './words/places.ts';

export interface Person {
  readonly id: string;
  /** `Margaret Lockwood` */
  readonly name: string;
  readonly names: PersonName;
  readonly gender: 'female' | 'male';
  readonly birthDate: string;
  readonly mrn: string;
  readonly place: Place;
  readonly phone: string;
  readonly payer: 'medicare' | 'medicaid' | 'commercial' | 'self-pay';
  readonly conditions: readonly HomeCondition[];
  readonly allergy?: readonly [substance: string, reaction: string];
}

export interface Wanted {
  readonly ages: readonly [least: number, most: number];
  readonly sex?: 'female' | 'male';
  readonly payer?: Person['payer'];
}

const payerNames = {
  medicare: 'Medicare',
  medicaid: 'Illinois Medicaid',
  commercial: 'Prairie Mutual Health Plan',
  'self-pay': 'Self pay',
} as const;

/** Numbers are given in the order of first visits. */
export function personOf(
  random: Random,
  number: number,
  wanted: Wanted & { readonly today: string; readonly prefix: string },
): Person {
  const gender = wanted.sex ?? (random.chance(52) ? 'female' : 'male');
  const age = random.whole(wanted.ages[0], wanted.ages[1]);
  const names = nameOf(random, gender);
  const payers =
    age >= 65 ? (['medicare'] as const) : (['commercial', 'commercial', 'medicaid', 'commercial', 'self-pay'] as const);
  return {
    ...{ id: `demo-${wanted.prefix}p${String(number).padStart(5, '0')}`, name: called(names), names, gender },
    birthDate: daysAfter(wanted.today, -Math.round(age * 365.25) - random.whole(550, 900)).slice(0, 10),
    mrn: `MF${wanted.prefix.toUpperCase()}${String(204_000 + number * 7)}`,
    place: placeOf(random),
    phone: phoneOf(random),
    payer: wanted.payer ?? random.one(payers),
    conditions: conditionsOf(random, age),
    ...(random.chance(24) && { allergy: random.one(allergies) }),
  };
}

function conditionsOf(random: Random, age: number): HomeCondition[] {
  const likely = homeConditions.filter(({ from }) => age >= from);
  return random.some(likely, Math.min(likely.length, random.whole(0, age > 60 ? 4 : 2)));
}

/** Whole years on a day. */
export function ageOn({ birthDate }: Person, date: string): number {
  const years = Number(date.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return date.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

export const patientReference = (person: Person) => reference('Patient', person);

/** The patient with what stands in the chart whatever the visit. `died`: milliseconds since 1970. */
export function patientResources(person: Person, died?: number): Resource[] {
  const { names, place, allergy } = person;
  const patient = tagged({
    ...{ resourceType: 'Patient', id: person.id, active: true, gender: person.gender, birthDate: person.birthDate },
    identifier: [
      {
        type: codes(['http://terminology.hl7.org/CodeSystem/v2-0203', 'MR', 'Medical record number']),
        system: 'https://charthouse.dev/demo/mrn',
        value: person.mrn,
      },
    ],
    name: [
      { use: 'official', family: names.family, given: names.given, ...(names.suffix && { suffix: [names.suffix] }) },
      ...(names.native
        ? [
            {
              use: 'usual',
              text: `${names.native.given} ${names.native.family}`,
              family: names.native.family,
              given: [names.native.given],
            },
          ]
        : []),
    ],
    telecom: [{ system: 'phone', value: person.phone, use: 'home' }],
    address: [{ use: 'home', ...place }],
    ...(died !== undefined && { deceasedDateTime: dateOf(died) }),
  });
  return [
    patient,
    coverage(person),
    ...conditionResources(person),
    ...homeDrugs(person),
    ...(allergy ? [allergyResource(person, allergy)] : []),
  ];
}

function coverage(person: Person): Resource {
  return tagged({
    ...{ resourceType: 'Coverage', id: `${person.id}-coverage`, status: 'active' },
    type: codes([`https://charthouse.dev/fhir/CodeSystem/payer`, person.payer, payerNames[person.payer]]),
    subscriberId: `${person.mrn.slice(2)}A`,
    beneficiary: patientReference(person),
    payor: [{ display: payerNames[person.payer] }],
  });
}

const clinicalStatus = codes(['http://terminology.hl7.org/CodeSystem/condition-clinical', 'active', 'Active']);

function conditionResources(person: Person): Resource[] {
  return person.conditions.map(({ icd, snomed: concept, name }, i) =>
    tagged({
      ...{ resourceType: 'Condition', id: `${person.id}-c${i}`, clinicalStatus },
      category: [
        codes(['http://terminology.hl7.org/CodeSystem/condition-category', 'problem-list-item', 'Problem List Item']),
      ],
      code: codes([icd10cm, icd, name], ...(concept ? [[snomed, concept] as const] : [])),
      subject: patientReference(person),
    }),
  );
}

/** What they take at home. */
function homeDrugs(person: Person): Resource[] {
  return person.conditions.map(({ drug }, i) =>
    tagged({
      ...{ resourceType: 'MedicationStatement', id: `${person.id}-h${i}`, status: 'active' },
      medicationCodeableConcept: codes([rxnorm, drug.rxnorm, drug.name]),
      subject: patientReference(person),
      dosage: [{ text: drug.sig }],
    }),
  );
}

function allergyResource(person: Person, [substance, reaction]: readonly [string, string]): Resource {
  return tagged({
    ...{ resourceType: 'AllergyIntolerance', id: `${person.id}-allergy` },
    clinicalStatus: codes(['http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', 'active', 'Active']),
    code: { text: substance },
    patient: patientReference(person),
    reaction: [{ manifestation: [{ text: reaction }] }],
  });
}
