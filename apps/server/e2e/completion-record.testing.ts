/** Stays for the journeys of record completion: discharged yesterday with and without a chart, an old one, and records that contradict themselves. */
const hour = 3_600_000;
const ago = (hours: number) => new Date(Date.now() - hours * hour).toISOString();
const loinc = (code: string) => ({ coding: [{ system: 'http://loinc.org', code }] });

const patient = (id: string, family: string, given: string) => ({
  ...{ resourceType: 'Patient', id, birthDate: '1958-03-02', name: [{ family, given: [given] }] },
  identifier: [
    {
      type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] },
      value: `MRN-${id}`,
    },
  ],
});

interface Stay {
  readonly of: string;
  /** Hours ago. */
  readonly from: number;
  readonly to: number;
  readonly attending?: string;
}

const stay = (id: string, { of, from, to, attending = 'bo' }: Stay) => ({
  ...{ resourceType: 'Encounter', id, status: 'finished', class: { code: 'IMP' } },
  subject: { reference: `Patient/${of}` },
  period: { start: ago(from), end: ago(to) },
  ...(attending && {
    participant: [{ type: [{ coding: [{ code: 'ATND' }] }], individual: { reference: `Practitioner/${attending}` } }],
  }),
});

interface Written {
  readonly stay: string;
  readonly of: string;
  /** Hours ago. */
  readonly at: number;
  readonly title: string;
  readonly code: string;
  readonly docStatus?: string;
  readonly text?: string;
}

const written = (id: string, { stay: encounter, of, at, title, code, docStatus = 'final', text = title }: Written) => ({
  ...{ resourceType: 'DocumentReference', id, status: 'current', docStatus, date: ago(at), description: title },
  type: loinc(code),
  subject: { reference: `Patient/${of}` },
  author: [{ reference: 'Practitioner/bo' }],
  content: [{ attachment: { contentType: 'text/plain', data: btoa(text) } }],
  context: { encounter: [{ reference: `Encounter/${encounter}` }], period: { start: ago(at) } },
});

/** Discharged yesterday: `whole` and `odd` with documents, `lost` and `paper` without; `old` long ago. */
export const completionRecord = (): object[] => [
  { resourceType: 'Practitioner', id: 'gone', active: false, name: [{ family: 'Weggegangen', given: ['Uwe'] }] },
  { resourceType: 'Practitioner', id: 'mira', active: true, name: [{ family: 'Sandoval', given: ['Mira'] }] },
  patient('reyes', 'Reyes', 'Tomás'),
  patient('nowak', 'Nowak', 'Jan'),
  patient('paper', 'Wolfeschlegelsteinhausenbergerdorff', 'Hubert Blaine'),
  patient('odd', 'Sonderbar', 'Ida'),
  patient('old', 'Altmann', 'Ruth'),
  stay('whole', { of: 'reyes', from: 80, to: 24 }),
  stay('lost', { of: 'nowak', from: 70, to: 24 }),
  stay('paper', { of: 'paper', from: 60, to: 24 }),
  stay('odd', { of: 'odd', from: 60, to: 24, attending: '' }),
  stay('gone', { of: 'old', from: 2_000, to: 1_900, attending: 'gone' }),
  stay('old', { of: 'old', from: 1_400, to: 1_300 }),
  written('w-hp', { ...{ stay: 'whole', of: 'reyes', at: 78 }, title: 'History and physical', code: '34117-2' }),
  written('w-note', {
    ...{ stay: 'whole', of: 'reyes', at: 50, title: 'Progress note', code: '11506-3', docStatus: 'preliminary' },
    text: 'Day two. No fever, wound dry.',
  }),
  written('w-note-2', {
    ...{
      stay: 'whole',
      of: 'reyes',
      at: 30,
      title: 'Progress note, evening',
      code: '11506-3',
      docStatus: 'preliminary',
    },
  }),
  written('o-hp', { ...{ stay: 'odd', of: 'odd', at: 59 }, title: 'History and physical', code: '34117-2' }),
  written('o-future', { ...{ stay: 'odd', of: 'odd', at: -48 }, title: 'Letter of the future', code: '11506-3' }),
  written('l-hp', { ...{ stay: 'old', of: 'old', at: 1_390 }, title: 'History and physical', code: '34117-2' }),
  written('g-hp', { ...{ stay: 'gone', of: 'old', at: 1_990 }, title: 'History and physical', code: '34117-2' }),
];
