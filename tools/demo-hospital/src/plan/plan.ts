/** The whole hospital as frames and people, before a word is written. */

import type { Case } from '../cases/case.ts';
import { medicalCases } from '../cases/medical.ts';
import { clinicCases, emergencyCases, observationCases, psychiatricCases, recoveryCases } from '../cases/other.ts';
import { dayCases, surgicalCases } from '../cases/surgical.ts';
import type { Disposition } from '../chart/chart.ts';
import { type Staff, staffOf } from '../chart/staff.ts';
import { at, daysAfter, hour, minute } from '../clock.ts';
import { type Clinician, cliniciansOf } from '../directory/clinicians.ts';
import { type HouseName, type UnitName, units } from '../directory/organizations.ts';
import type { Size } from '../manifest.ts';
import type { Person } from '../people.ts';
import { type Random, randomOf } from '../random.ts';
import type { Frame } from './frame.ts';
import { guests } from './guests.ts';
import { type Slot, slotsOf } from './slots.ts';

export interface Options {
  readonly seed: string;
  /** Local day on which it stands: `2026-11-22`. Everything is before its midnight. */
  readonly day: string;
  readonly size: Size;
}

export interface Plan extends Options {
  readonly clinicians: readonly Clinician[];
  readonly staff: Staff;
  readonly frames: readonly Frame[];
  readonly people: readonly Person[];
  /** The midnight that begins the day. */
  readonly now: number;
}

/** How many practitioners carry the delinquent records: five to suspend, two who are suspended. */
export const laggards = 7;

/** `slots` and `prefix`: of a later day, with ids of its own. */
export function planOf(
  options: Options,
  slots = slotsOf(options.size, randomOf(`${options.seed}/slots`)),
  prefix = '',
): Plan {
  const random = randomOf(`${options.seed}/${options.size}${prefix}`);
  const clinicians = cliniciansOf(randomOf(`${options.seed}/clinicians`));
  const staff = staffOf(clinicians);
  const visits = guests(random.named('people'), { today: options.day, prefix });
  const numbers = new Map<string, number>();
  const frames = slots.map((slot, i) => {
    const number = (numbers.get(slot.needs.kind) ?? 0) + 1;
    numbers.set(slot.needs.kind, number);
    const id = `demo-${prefix}${slot.needs.kind[0]}${String(number).padStart(4, '0')}`;
    return frameOf(slot, { id, number: i, random: random.named(id), staff, visits, ...options });
  });
  return { ...options, clinicians, staff, frames, people: visits.people, now: at(options.day, 0) };
}

interface Around extends Options {
  readonly id: string;
  readonly number: number;
  readonly random: Random;
  readonly staff: Staff;
  readonly visits: ReturnType<typeof guests>;
}

function frameOf(slot: Slot, around: Around): Frame {
  const { random, id } = around;
  const { needs } = slot;
  const matter = matterOf(slot, random);
  const times = timesOf(slot, matter, around);
  const [house, unit] = placeOf(slot, matter, random);
  const person = around.visits.somebody({ ages: agesOf(slot, matter), times, slot, matter });
  return {
    ...{ id, kind: needs.kind, person, matter, house, unit, ...times, lacks: slot.lacks },
    bed: random.whole(1, units[unit][1]),
    attending: attendingOf(slot, { matter, house }, around),
    disposition: times.discharged === undefined ? undefined : dispositionOf(slot, matter, random),
    ...(slot.trap !== undefined && { trap: slot.trap }),
    isMissing: slot.isMissing ?? false,
    isDelinquent: needs.kind === 'inpatient' && slot.lacks.length > 0 && !needs.inHouse && needs.left[0] > 30,
  };
}

const agesOf = ({ needs }: Slot, { ages }: Case) => needs.ages ?? ages;

const casesOf = {
  inpatient: [...medicalCases, ...medicalCases, ...surgicalCases, ...psychiatricCases],
  emergency: emergencyCases,
  surgery: dayCases,
  observation: observationCases,
  clinic: [...clinicCases, ...clinicCases, ...clinicCases, ...recoveryCases],
  video: clinicCases,
} as const;

/** Where something is planted that is no matter of surgery or psychiatry, a medical ward. */
function matterOf({ needs, isOrdinary }: Slot, random: Random): Case {
  const all = casesOf[needs.kind];
  if (needs.matters)
    return random.one(
      [...medicalCases, ...surgicalCases, ...psychiatricCases].filter(({ id }) => needs.matters?.includes(id)),
    );
  if (!isOrdinary && needs.kind === 'inpatient') return random.one(medicalCases);
  return random.one(all);
}

function timesOf({ needs }: Slot, { stay }: Case, { random, day }: Around) {
  const date = daysAfter(day, -random.whole(needs.left[0], needs.left[1]));
  if (needs.inHouse)
    return { admitted: at(date, random.whole(8, 20) + random.whole(0, 59) / 60), discharged: undefined };
  const hours = { clinic: 1, video: 1, emergency: random.whole(2, 6), surgery: random.whole(6, 8) } as const;
  const short = needs.kind === 'inpatient' || needs.kind === 'observation' ? undefined : hours[needs.kind];
  const discharged = at(date, random.whole(short ? 9 + short : 10, 19) + random.whole(0, 59) / 60);
  const long = needs.stay ?? (needs.kind === 'observation' ? random.whole(26, 40) : longStay(random, stay));
  return { admitted: discharged - (short ?? long) * hour - random.whole(0, 40) * minute, discharged };
}

/** Below a day is a trap of its own. */
const longStay = (random: Random, stay: readonly [number, number] = [2, 4]) =>
  random.whole(Math.max(1, stay[0]), stay[1]) * 24 + random.whole(6, 12);

function placeOf({ needs, isOrdinary }: Slot, { service, id }: Case, random: Random): [HouseName, UnitName] {
  const isCritical = needs.house === 'critical' || (isOrdinary && service === 'medicine' && needs.kind === 'inpatient' && random.chance(20));
  if (isCritical) return ['critical', 'critical'];
  if (needs.kind === 'emergency') return isOrdinary && random.chance(20) ? ['critical', 'critical'] : ['hospital', 'emergency'];
  if (service === 'substance-use') return ['recovery', 'recovery'];
  if (service === 'primary-care') return ['clinic', 'clinic'];
  if (needs.kind === 'observation') return ['hospital', 'observation'];
  if (needs.kind === 'surgery') return ['hospital', 'theatre'];
  const wards: Readonly<Record<string, UnitName>> = { psychiatry: 'psychiatric', obstetrics: 'maternity', surgery: 'surgical', orthopaedics: 'surgical', cardiology: 'intensive' };
  return ['hospital', wards[service] ?? (id === 'urosepsis' ? 'intensive' : 'medical')];
} // biome-ignore format: one rule a line

function attendingOf(
  slot: Slot,
  { matter, house }: { matter: Case; house: HouseName },
  { random, staff, number }: Around,
): Clinician {
  if (slot.gone) return staff.which({ specialty: 'hospitalist', standing: slot.gone })[0]!;
  const isOld = slot.lacks.length > 0 && slot.needs.left[0] > 30;
  if (isOld) return staff.which({ specialty: 'hospitalist', standing: 'here' })[number % laggards]!;
  const isFamily = house === 'critical' && matter.specialty !== 'surgeon';
  return staff.one(isFamily ? 'family' : matter.specialty, random, house);
}

function dispositionOf({ needs, isOrdinary }: Slot, { service, ages }: Case, random: Random): Disposition {
  if (needs.disposition) return needs.disposition;
  if (!isOrdinary || needs.kind !== 'inpatient' || ['psychiatry', 'obstetrics'].includes(service)) return 'home';
  if (random.chance(2) && ages[1] > 80) return 'exp';
  if (random.chance(2)) return 'aadvice';
  if (random.chance(14)) return random.one(['snf', 'rehab']);
  return 'home';
}
