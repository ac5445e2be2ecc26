/** A stay with documents to sign, one of them from a system in which people sign, and an emergency visit that a department answers for. */
const hour = 3_600_000;
const ago = (hours: number) => new Date(Date.now() - hours * hour).toISOString();
const loinc = (code: string) => ({ coding: [{ system: 'http://loinc.org', code }] });
const subject = { reference: 'Patient/reyes' };
const bo = { reference: 'Practitioner/bo' };

const settings = {
  assigns: 'after-analysis',
  sources: [{ source: 'urn:ehr', signs: 'in-source', link: 'https://ehr.example/notes/{id}' }],
  facilities: [
    {
      ...{ profile: 'acute-hospital', country: 'US', zone: 'America/New_York', bylaws: [] },
      groups: { emergency: 'Organization/ed' },
    },
  ],
};

const visit = (id: string, code: string, [from, to]: readonly [number, number]) => ({
  ...{ resourceType: 'Encounter', id, status: 'finished', class: { code }, subject },
  period: { start: ago(from), end: ago(to) },
  participant: [{ type: [{ coding: [{ code: 'ATND' }] }], individual: bo }],
});

const written = (id: string, encounter: string, more: object = {}) => ({
  ...{ resourceType: 'DocumentReference', id, status: 'current', docStatus: 'preliminary', date: ago(40) },
  ...{ description: 'Progress note', type: loinc('11506-3'), subject, author: [bo] },
  content: [{ attachment: { contentType: 'text/plain', data: btoa('Day two. No fever, wound dry.') } }],
  context: { encounter: [{ reference: `Encounter/${encounter}` }], period: { start: ago(40) } },
  ...more,
});

/** As it comes when it was signed where it was written. */
export const fromSource = (more: object = {}) =>
  written('from-ehr', 'stay', {
    ...{ description: 'Note of the EHR', meta: { source: 'urn:ehr:notes' }, identifier: [{ value: 'n 7' }] },
    ...more,
  });

export const summary = (encounter: string, more: object = {}) =>
  written('', encounter, {
    ...{
      id: undefined,
      authenticator: bo,
      docStatus: 'final',
      description: 'Discharge summary',
      type: loinc('18842-5'),
      date: ago(20),
      ...more,
    },
    context: { encounter: [{ reference: `Encounter/${encounter}` }], period: { start: ago(20) } },
  });

export const signingRecord = (): object[] => [
  { resourceType: 'Organization', id: 'ed', name: 'Emergency department' },
  {
    ...{ resourceType: 'PractitionerRole', id: 'bo-ed', active: true, practitioner: bo },
    organization: { reference: 'Organization/ed' },
  },
  {
    ...{ resourceType: 'Library', id: 'completion-settings', status: 'active', type: { text: 'settings' } },
    content: [{ contentType: 'application/json', data: btoa(JSON.stringify(settings)) }],
  },
  { resourceType: 'Patient', id: 'reyes', birthDate: '1958-03-02', name: [{ family: 'Reyes', given: ['Tomás'] }] },
  visit('stay', 'IMP', [80, 24]),
  visit('earlier', 'IMP', [400, 300]),
  visit('emergency', 'EMER', [110, 100]),
  written('history', 'stay', {
    docStatus: 'final',
    description: 'History and physical',
    type: loinc('34117-2'),
    context: { encounter: [{ reference: 'Encounter/stay' }], period: { start: ago(78) } },
  }),
  written('note-1', 'stay'),
  written('note-2', 'stay', { description: 'Progress note, evening' }),
  fromSource(),
];
