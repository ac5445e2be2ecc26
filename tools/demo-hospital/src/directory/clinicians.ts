/** Sixty clinicians: their specialties, where they work, and who of them cannot sign now. */
import { at, daysAfter, instant } from '../clock.ts';
import { charthouse, codes, type Resource, reference, tagged } from '../fhir.ts';
import type { Random } from '../random.ts';
import { called, nameOf, type PersonName } from '../words/names.ts';
import { phoneOf } from '../words/places.ts';
import { type HouseName, houses } from './organizations.ts';

/** Health care provider taxonomy: https://taxonomy.nucc.org */
const specialties = {
  hospitalist: ['208M00000X', 'Hospitalist', 10],
  surgeon: ['208600000X', 'General surgery', 4],
  orthopaedist: ['207X00000X', 'Orthopaedic surgery', 3],
  anaesthetist: ['207L00000X', 'Anesthesiology', 5],
  emergency: ['207P00000X', 'Emergency medicine', 8],
  psychiatrist: ['2084P0800X', 'Psychiatry', 4],
  cardiologist: ['207RC0000X', 'Cardiovascular disease', 3],
  obstetrician: ['207V00000X', 'Obstetrics and gynecology', 3],
  paediatrician: ['208000000X', 'Pediatrics', 2],
  family: ['207Q00000X', 'Family medicine', 8],
  pathologist: ['207ZP0102X', 'Anatomic and clinical pathology', 2],
  pulmonologist: ['207RP1001X', 'Pulmonary disease', 1],
  nephrologist: ['207RN0300X', 'Nephrology', 1],
  neurologist: ['2084N0400X', 'Neurology', 1],
  infectious: ['207RI0200X', 'Infectious disease', 1],
  resident: ['390200000X', 'Resident in training', 4],
} as const;

export type Specialty = keyof typeof specialties;

/** left, deceased: gone; locum: here for a time; leave: back later. */
export type Standing = 'here' | 'left' | 'deceased' | 'locum' | 'leave';

export interface Clinician {
  readonly id: string;
  /** As notes and references have it: `Margaret Lockwood, MD`. */
  readonly name: string;
  readonly person: PersonName;
  readonly specialty: Specialty;
  readonly title: string;
  readonly standing: Standing;
  readonly house: HouseName;
}

/** Who of each specialty is not simply here: place in the specialty -> standing. */
const standings: Readonly<Partial<Record<Specialty, Readonly<Record<number, Standing>>>>> = {
  hospitalist: { 7: 'deceased', 8: 'left', 9: 'leave' },
  surgeon: { 3: 'leave' },
  emergency: { 6: 'locum' },
  family: { 6: 'left', 7: 'locum' },
  psychiatrist: { 3: 'leave' },
};

export function cliniciansOf(random: Random): Clinician[] {
  return (Object.keys(specialties) as Specialty[]).flatMap((specialty) => {
    const [, title, count] = specialties[specialty];
    return Array.from({ length: count }, (_, i) => {
      const own = random.named(`${specialty}-${i}`);
      const person = nameOf(own, own.chance(48) ? 'female' : 'male');
      return {
        ...{ id: `demo-${specialty}-${i + 1}`, name: `${called(person)}, MD`, person, specialty, title },
        standing: standings[specialty]?.[i] ?? 'here',
        house: specialty === 'family' ? (i < 3 ? 'critical' : i < 5 ? 'clinic' : 'recovery') : 'hospital',
      } satisfies Clinician;
    });
  });
}

export const clinicianReference = (one: Clinician) => reference('Practitioner', one);

/** `today`: the day on which they are looked at. */
export function practitioners(clinicians: readonly Clinician[], random: Random, today: string): Resource[] {
  return clinicians.flatMap((one, i) => {
    const isGone = one.standing === 'left' || one.standing === 'deceased';
    const { given, family, suffix } = one.person;
    const own = random.named(one.id);
    const practitioner = tagged({
      ...{ resourceType: 'Practitioner', id: one.id, active: !isGone },
      identifier: [{ system: 'https://charthouse.dev/demo/staff-number', value: String(70_101 + i) }],
      name: [{ use: 'official', family, given, ...(suffix && { suffix: [suffix] }), prefix: ['Dr.'] }],
      telecom: [{ system: 'phone', value: phoneOf(own), use: 'work' }],
      qualification: [{ code: codes(['http://terminology.hl7.org/CodeSystem/v2-0360', 'MD', 'Doctor of Medicine']) }],
    });
    return [practitioner, roleOf(one, today)];
  });
}

function roleOf(one: Clinician, today: string): Resource {
  const from = (days: number) => daysAfter(today, days);
  const [code, title] = specialties[one.specialty];
  const periods: Readonly<Record<Standing, object>> = {
    here: { start: from(-1400) },
    leave: { start: from(-1400) },
    left: { start: from(-1400), end: from(-40) },
    deceased: { start: from(-1400), end: from(-35) },
    locum: { start: from(-70), end: from(20) },
  };
  const leave = { start: instant(at(from(-6), 0)), end: instant(at(from(8), 0)) };
  const kind = kindOf(one);
  return tagged({
    ...{
      resourceType: 'PractitionerRole',
      id: `${one.id}-role`,
      active: one.standing !== 'left' && one.standing !== 'deceased',
    },
    practitioner: clinicianReference(one),
    organization: reference('Organization', houses[one.house]),
    period: periods[one.standing],
    code: [
      codes(['http://terminology.hl7.org/CodeSystem/practitioner-role', 'doctor', 'Doctor']),
      codes([charthouse('CodeSystem', 'staff-kind'), kind]),
    ],
    specialty: [codes(['http://nucc.org/provider-taxonomy', code, title])],
    ...(one.standing === 'leave' && { notAvailable: [{ description: 'On leave', during: leave }] }),
  });
}

function kindOf({ specialty, standing }: Clinician): string {
  if (standing === 'deceased' || standing === 'locum') return standing;
  return specialty === 'resident' ? 'resident' : 'medical-staff';
}
