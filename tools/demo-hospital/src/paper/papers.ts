/** Paper on its way into the record: scanned batches with their pages, and the volumes on the shelves. */
import { createHash } from 'node:crypto';
import { at, daysAfter, hour, instant, minute, noted } from '../clock.ts';
import { charthouse, codes, type Resource, tagged } from '../fhir.ts';
import type { PlantedCase, Size } from '../manifest.ts';
import { type Person, patientReference } from '../people.ts';
import { type Random, randomOf } from '../random.ts';
import { scanOf } from './scan.ts';

export interface Papers {
  /** Groups that are each whole. */
  readonly groups: readonly (readonly Resource[])[];
  readonly cases: readonly PlantedCase[];
}

export interface Papery {
  readonly seed: string;
  /** The day on which the hospital stands. */
  readonly day: string;
  readonly size: Size;
  readonly people: readonly Person[];
}

interface Counts {
  readonly batches: number;
  readonly pages: number;
  readonly packet: number;
  readonly unsure: number;
  readonly misfiled: number;
  readonly faxes: number;
  readonly volumes: number;
  readonly out: number;
}

const counts: Readonly<Record<Size, Counts>> = {
  full: { batches: 12, pages: 400, packet: 31, unsure: 20, misfiled: 6, faxes: 8, volumes: 600, out: 14 },
  small: { batches: 2, pages: 36, packet: 31, unsure: 1, misfiled: 1, faxes: 1, volumes: 12, out: 1 },
};

type Kind = 'packet' | 'unsure' | 'misfiled' | 'fax' | 'plain';

/** What stands on a page, and what its scanner knows of it. */
const forms = [
  'Downtime medication record', 'Downtime vital signs', 'Outside laboratory report', 'Outside radiology report', 'Referral letter',
  'Consent form', 'Advance directive', 'Insurance card', 'Rhythm strip', 'Physical therapy order',
] as const; // biome-ignore format: one table

export function papersOf({ seed, day, size, people }: Papery): Papers {
  const count = counts[size];
  const random = randomOf(`${seed}/papers`);
  const kinds = kindsOf(count);
  const cases: PlantedCase[] = [];
  const batches = Array.from({ length: count.batches }, (_, batch) => {
    const own = kinds.filter(({ batch: of }) => of === batch);
    const scanned = at(daysAfter(day, -1 - (batch % 3)), 9 + (batch % 7));
    const pages = own.map(({ kind, number }) => {
      const page = { kind, number, person: random.one(people), other: random.one(people), scanned, day };
      cases.push(...caseOf(page));
      return pageResources(page, random.named(`page-${number}`));
    });
    return [...pages.flat(), manifestOf(batch, { scanned, numbers: own.map(({ number }) => number) })];
  });
  const volumes = Array.from({ length: count.volumes }, (_, i) => volumeOf(i, { count, people, random, day }));
  const away = volumes.slice(0, count.out + 1).map((volume, i): PlantedCase => {
    const code = i < count.out ? 'volume-out' : 'volume-missing';
    const why = i < count.out ? 'The volume is charged out.' : 'The volume is on no shelf and charged out to nobody.';
    return { id: `${volume.id}`, kind: 'paper', code, about: `Basic/${volume.id}`, why };
  });
  return { groups: [...batches, volumes], cases: [...cases, ...away] };
}

/** The packet is a batch of its own, the first; the special pages are spread over the others. */
function kindsOf({ batches, pages, packet, unsure, misfiled, faxes }: Counts) {
  return Array.from({ length: pages }, (_, i) => {
    const number = i + 1;
    if (i < packet) return { number, batch: 0, kind: 'packet' as Kind };
    const rest = i - packet;
    const kind: Kind =
      rest < unsure
        ? 'unsure'
        : rest < unsure + misfiled
          ? 'misfiled'
          : rest < unsure + misfiled + faxes
            ? 'fax'
            : 'plain';
    return { number, batch: 1 + (rest % (batches - 1)), kind };
  });
}

interface Page {
  readonly kind: Kind;
  readonly number: number;
  /** Whose it is. */
  readonly person: Person;
  /** Under whom it was filed, when that is wrong. */
  readonly other: Person;
  readonly scanned: number;
  readonly day: string;
}

const idOf = (number: number) => `demo-page-${String(number).padStart(3, '0')}`;

function pageResources({ kind, number, person, other, scanned }: Page, random: Random): Resource[] {
  const id = idOf(number);
  const form =
    kind === 'packet'
      ? random.one(['Downtime medication record', 'Downtime vital signs', 'Downtime progress note'])
      : random.one(forms);
  const who =
    kind === 'unsure'
      ? `${person.names.family.slice(0, 3)}__________   DOB ${person.birthDate.slice(0, 4)}-__-__`
      : `${person.names.family}, ${person.names.given[0]}   MRN ${person.mrn}   DOB ${person.birthDate}`;
  const text = `${form.toUpperCase()}\n\n${who}\n\n${Array.from({ length: random.whole(6, 16) }, () => `${noted(scanned - random.whole(2, 60) * hour)}  ${random.one(['given as ordered', 'pulse regular', 'pain 3/10', 'refused', 'taken with food', 'seen by physician', 'see reverse'])}`).join('\n')}\n\nInitials: ${random.one(['JH', 'mb', 'R.K.', 'S L'])}`;
  const fax = `FAX  ${noted(scanned - 40 * minute)}  FROM (309) 555-0142  PAGE 1/1`;
  const data = scanOf(text, { seed: id, ...(kind === 'fax' && { fax }) });
  const subject = kind === 'unsure' ? undefined : patientReference(kind === 'misfiled' ? other : person);
  const document = tagged({
    ...{ resourceType: 'DocumentReference', id, status: 'current' },
    category: [
      codes([
        charthouse('CodeSystem', 'intake'),
        kind === 'fax' ? 'fax' : kind === 'packet' ? 'downtime-form' : 'scanned-page',
      ]),
    ],
    type: { text: form },
    ...(subject && { subject }),
    date: instant(scanned),
    description: form,
    content: [
      {
        attachment: {
          contentType: 'application/pdf',
          url: `Binary/${id}`,
          size: data.length,
          hash: createHash('sha1').update(data).digest('base64'),
          title: form,
        },
      },
    ],
  });
  const content = tagged({
    resourceType: 'Binary',
    id,
    contentType: 'application/pdf',
    securityContext: { reference: `DocumentReference/${id}` },
    data: data.toString('base64'),
  });
  return [document, content, ...(isReleased({ kind, number }) ? [releaseOf(id, other, scanned)] : [])];
}

/** The first of the misfiled pages has left the house already. */
const isReleased = ({ kind, number }: Pick<Page, 'kind' | 'number'>) =>
  kind === 'misfiled' && (number === 52 || number === 33);

const releaseOf = (id: string, to: Person, scanned: number) =>
  tagged({
    ...{ resourceType: 'Communication', id: `${id}-released`, status: 'completed' },
    category: [codes([charthouse('CodeSystem', 'communication'), 'release', 'Release of records'])],
    subject: patientReference(to),
    about: [{ reference: `DocumentReference/${id}` }],
    sent: instant(scanned + 3 * hour),
    payload: [{ contentString: 'Copy of records sent to the patient at their request.' }],
  });

function caseOf(page: Page): PlantedCase[] {
  const { kind, number, person, other } = page;
  const about = { kind: 'paper', about: `DocumentReference/${idOf(number)}` } as const;
  const planted = (code: string, why: string, patient = person): PlantedCase[] => [
    { id: `${idOf(number)}-${code}`, code, ...about, patient: `Patient/${patient.id}`, why },
  ];
  if (kind === 'packet') return planted('downtime-form', 'One of 31 forms of a downtime, to be reconciled.');
  if (kind === 'unsure')
    return planted('unsure', 'Name and birth date can be read in part only: whose page it is has to be found out.');
  if (kind === 'fax') return planted('fax', 'Came by fax.');
  if (kind !== 'misfiled') return [];
  const code = isReleased(page) ? 'misfiled-and-released' : 'misfiled';
  return planted(
    code,
    `The page is of ${person.name}, filed under ${other.name}${isReleased(page) ? ', and was released already' : ''}.`,
    other,
  );
}

function manifestOf(
  batch: number,
  { scanned, numbers }: { readonly scanned: number; readonly numbers: readonly number[] },
): Resource {
  const name = `Batch ${batch + 1}${batch === 0 ? ': downtime packet' : ''}`;
  return tagged({
    ...{
      resourceType: 'DocumentManifest',
      id: `demo-batch-${batch + 1}`,
      status: 'current',
      created: instant(scanned),
      description: name,
    },
    identifier: [{ system: 'https://charthouse.dev/demo/batch', value: String(7100 + batch) }],
    type: codes([charthouse('CodeSystem', 'intake'), 'scan-batch', 'Scanned batch']),
    source: 'https://charthouse.dev/demo/scanner-2',
    content: numbers.map((number) => ({ reference: `DocumentReference/${idOf(number)}` })),
  });
}

interface Shelf {
  readonly count: Counts;
  readonly people: readonly Person[];
  readonly random: Random;
  readonly day: string;
}

function volumeOf(i: number, { count, people, random, day }: Shelf): Resource {
  const person = people[(i * 7) % people.length]!;
  const state = i < count.out ? 'out' : i === count.out ? 'missing' : 'shelf';
  const extension = (name: string, value: object) => ({ url: charthouse('StructureDefinition', name), ...value });
  return tagged({
    ...{
      resourceType: 'Basic',
      id: `demo-volume-${String(i + 1).padStart(3, '0')}`,
      created: daysAfter(day, -random.whole(600, 4000)),
    },
    identifier: [{ system: 'https://charthouse.dev/demo/volume', value: `${person.mrn}-${1 + (i % 3)}` }],
    code: codes([charthouse('CodeSystem', 'paper'), 'volume', 'Paper volume']),
    subject: patientReference(person),
    extension: [
      extension('volume-state', { valueCode: state }),
      ...(state === 'shelf'
        ? [extension('volume-place', { valueString: `Row ${random.whole(1, 24)}, shelf ${random.whole(1, 7)}` })]
        : []),
      ...(state === 'out'
        ? [
            extension('volume-out-to', {
              valueString: random.one(['Clinic', 'Cardiology', 'Coding', 'Release of information']),
            }),
            extension('volume-due', { valueDate: daysAfter(day, random.whole(-9, 12)) }),
          ]
        : []),
    ],
  });
}
