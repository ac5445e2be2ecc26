/** Trouble of a patient index: people who are in it twice, people who look alike, records that hold two people. */
import { at, daysAfter, instant } from '../clock.ts';
import { charthouse, codes, type Resource, tagged } from '../fhir.ts';
import type { PlantedCase, Size } from '../manifest.ts';
import { type Person, patientReference, patientResources, personOf } from '../people.ts';
import { type Random, randomOf } from '../random.ts';

export interface Doubling {
  readonly seed: string;
  readonly day: string;
  readonly size: Size;
  readonly people: readonly Person[];
}

export interface Doubles {
  readonly groups: readonly (readonly Resource[])[];
  readonly cases: readonly PlantedCase[];
}

const counts = {
  full: { duplicate: 60, twins: 6, newborn: 5, doe: 3, overlay: 4, unmerge: 2, unacknowledged: 3 },
  small: { duplicate: 2, twins: 1, newborn: 1, doe: 1, overlay: 1, unmerge: 1, unacknowledged: 1 },
} as const satisfies Record<Size, Record<string, number>>;

type Code = keyof (typeof counts)['full'];

interface Making extends Doubling {
  readonly id: string;
  readonly random: Random;
  /** Somebody who is in the index. */
  readonly known: Person;
}

interface Made {
  readonly resources: readonly Resource[];
  /** Ids of the patients it is about. */
  readonly patients: readonly string[];
  readonly why: string;
}

export function doublesOf(options: Doubling): Doubles {
  const groups: (readonly Resource[])[] = [];
  const cases: PlantedCase[] = [];
  let next = 11;
  for (const [code, count] of Object.entries(counts[options.size]) as [Code, number][])
    for (let i = 0; i < count; i++) {
      const id = `demo-${code}-${i + 1}`;
      const known = options.people[next % options.people.length]!;
      next += 3;
      const made = makers[code]({ ...options, id, known, random: randomOf(`${options.seed}/${id}`) });
      groups.push(made.resources);
      const [patient, other] = made.patients;
      cases.push({
        id,
        kind: 'index',
        code,
        patient: `Patient/${patient}`,
        ...(other && { about: `Patient/${other}` }),
        why: made.why,
      });
    }
  return { groups, cases };
}

const somebody = ({ random, day }: Making, number: number, ages: readonly [number, number]) =>
  personOf(random, number, { ages, today: day, prefix: 'z' });

/** The same person as somebody at another desk wrote them down. */
function again({ known, id, random }: Making): Person {
  const { given, family } = known.names;
  const first = given[0]!;
  const at = random.whole(1, Math.max(1, family.length - 2));
  const swapped = family.slice(0, at) + (family[at + 1] ?? '') + family[at] + family.slice(at + 2);
  const [year, month, date] = known.birthDate.split('-') as [string, string, string];
  const variants: readonly Partial<Person>[] = [
    { names: { given, family: swapped } },
    { names: { given: [first.slice(0, 3)], family } },
    { names: { given: [given[1] ?? first], family } },
    {
      names: { given: [first], family },
      birthDate: Number(date) <= 12 ? `${year}-${date}-${month}` : `${year}-${month}-${date === '15' ? '16' : '15'}`,
    },
    { names: { given: [first], family: family.normalize('NFD').replace(/\p{M}/gu, '') }, phone: '(309) 555-0188' },
  ];
  return { ...known, ...random.one(variants), id, mrn: `MF${900_000 + random.whole(1, 99_999)}`, conditions: [] };
}

const patientOf = (person: Person, more: object = {}): Resource =>
  ({ ...patientResources({ ...person, conditions: [] })[0]!, ...more }) as Resource;

const link = (other: string, type: 'replaces' | 'replaced-by' | 'seealso') => ({
  link: [{ other: { reference: `Patient/${other}` }, type }],
});

const makers: Readonly<Record<Code, (making: Making) => Made>> = {
  duplicate: (making) => ({
    resources: [patientOf(again(making))],
    patients: [making.known.id, making.id],
    why: 'Registered twice, with another spelling, name or birth date.',
  }),
  twins: (making) => {
    const first = {
      ...somebody(making, 1, [3, 40]),
      id: `${making.id}-a`,
      mrn: `MF8${making.random.whole(10_000, 49_999)}`,
    };
    const given = [making.random.one(['Jordan', 'Casey', 'Robin', 'Alexis'])];
    const second = {
      ...first,
      id: `${making.id}-b`,
      mrn: `MF8${making.random.whole(50_000, 99_999)}`,
      names: { ...first.names, given },
    };
    return {
      resources: [patientOf(first), patientOf(second)],
      patients: [first.id, second.id],
      why: 'Twins: same family name, birth date, address and phone. Not the same person.',
    };
  },
  newborn: (making) => {
    const { known, id, random, day } = making;
    const girl = random.chance(50);
    const baby = {
      ...known,
      id,
      gender: girl ? ('female' as const) : ('male' as const),
      birthDate: daysAfter(day, -random.whole(1, 20)),
      mrn: `MF7${random.whole(10_000, 99_999)}`,
      names: { given: [girl ? 'Baby Girl' : 'Baby Boy'], family: known.names.family },
    };
    return {
      resources: [patientOf(baby, { multipleBirthBoolean: false })],
      patients: [id],
      why: "Registered at birth under the mother's name: the name is to be given.",
    };
  },
  doe: (making) => {
    const { id, random, day } = making;
    const doe = patientOf({
      ...somebody(making, 1, [25, 60]),
      id,
      mrn: `MF6${random.whole(10_000, 99_999)}`,
      names: { given: ['Unidentified'], family: `Doe ${random.one(['Alpha', 'Bravo', 'Cedar', 'Delta'])}` },
    });
    const { birthDate: _, address: __, telecom: ___, ...rest } = doe;
    return {
      resources: [{ ...rest, gender: 'unknown' } as Resource],
      patients: [id],
      why: `Came unconscious on ${daysAfter(day, -random.whole(1, 9))}: who it is has to be found out.`,
    };
  },
  overlay: (making) => {
    const { id, random, known, day } = making;
    const own = { ...somebody(making, 1, [30, 80]), id, mrn: `MF5${random.whole(10_000, 99_999)}` };
    const patient = patientOf(own);
    const names = patient.name as unknown as object[];
    const period = { end: instant(at(daysAfter(day, -random.whole(5, 40)), 10)) };
    const over = { use: 'old', family: known.names.family, given: known.names.given, period };
    return {
      resources: [{ ...patient, name: [...names, over] } as unknown as Resource, allergyOf(own)],
      patients: [id, known.id],
      why: 'Somebody else was registered over this record: name and history are of two people.',
    };
  },
  unmerge: (making) => {
    const { id, known } = making;
    const merged = {
      ...somebody(making, 1, [30, 80]),
      id,
      mrn: `MF4${making.random.whole(10_000, 99_999)}`,
      names: known.names,
    };
    return {
      resources: [patientOf(merged, { active: false, ...link(known.id, 'replaced-by') })],
      patients: [known.id, id],
      why: 'Merged by mistake: two people of one name. The merge is to be undone.',
    };
  },
  unacknowledged: (making) => {
    const { id, known, random, day } = making;
    const merged = patientOf(again(making), { active: false, ...link(known.id, 'replaced-by') });
    const notice = tagged({
      ...{ resourceType: 'Communication', id: `${id}-notice`, status: 'in-progress' },
      category: [codes([charthouse('CodeSystem', 'communication'), 'merge-notice', 'Notice of a merge (A40)'])],
      subject: patientReference(known),
      about: [{ reference: `Patient/${id}` }],
      sent: instant(at(daysAfter(day, -random.whole(2, 6)), 9)),
      recipient: [{ display: random.one(['Laboratory system', 'Imaging system', 'Electronic health record']) }],
    });
    return {
      resources: [merged, notice],
      patients: [known.id, id],
      why: 'Merged; another system has not acknowledged it.',
    };
  },
};

const allergyOf = (person: Person) =>
  patientResources({ ...person, allergy: ['Penicillin', 'hives'], conditions: [] }).at(-1)!;
