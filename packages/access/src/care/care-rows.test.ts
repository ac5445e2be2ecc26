import type { Resource } from '@charthouse/fhir-model';
import { expect, test } from 'vitest';
import { careRows } from '../index.ts';

const at = (text: string) => Date.parse(text);
const subject = { reference: 'Patient/p' };
const ada = { reference: 'Practitioner/1' };
const encounter: Resource = { resourceType: 'Encounter', id: 'e', status: 'in-progress', subject };

test('each who takes part in an encounter, for as long as they do', () => {
  const participant = [
    { individual: ada },
    { individual: { reference: 'PractitionerRole/2' }, period: { start: '2026-02-02', end: '2026-02-03' } },
    { individual: { reference: 'RelatedPerson/3' } },
    { individual: { display: 'a porter' } },
  ];
  expect(careRows({ ...encounter, participant, period: { start: '2026-01-01', end: '2026-03' } })).toEqual([
    { patient: 'p', actor: 'Practitioner/1', from: at('2026-01-01'), to: at('2026-04-01') - 1 },
    { patient: 'p', actor: 'PractitionerRole/2', from: at('2026-02-02'), to: at('2026-02-04') - 1 },
  ]);
});

test('a finished encounter without an end ended when it was last changed, one that goes on is open', () => {
  const meta = { lastUpdated: '2026-05-05T10:00:00Z' };
  const participant = [{ individual: ada }];
  const [done] = careRows({ ...encounter, status: 'finished', participant, meta });
  expect(done).toEqual({ patient: 'p', actor: 'Practitioner/1', to: at('2026-05-05T10:00:00Z') + 999 });
  expect(careRows({ ...encounter, participant, meta })).toEqual([{ patient: 'p', actor: 'Practitioner/1' }]);
});

test('an appointment is of all its patients, and not of who declined', () => {
  const of = (reference: string, status = 'accepted') => ({ actor: { reference }, status });
  const participant = [of('Patient/p'), of('Patient/q'), of('Practitioner/1'), of('Practitioner/2', 'declined')];
  const rows = careRows({ resourceType: 'Appointment', status: 'booked', participant });
  expect(rows.map(({ patient, actor }) => [patient, actor])).toEqual([
    ['p', 'Practitioner/1'],
    ['q', 'Practitioner/1'],
  ]);
});

test('a task that is done is over', () => {
  const task: Resource = {
    resourceType: 'Task',
    status: 'in-progress',
    for: subject,
    owner: ada,
    authoredOn: '2026-01-01',
  };
  const from = at('2026-01-01');
  expect(careRows(task)).toEqual([{ patient: 'p', actor: 'Practitioner/1', from }]);
  const [done] = careRows({ ...task, status: 'completed', lastModified: '2026-01-05' });
  expect(done).toEqual({ patient: 'p', actor: 'Practitioner/1', from, to: at('2026-01-06') - 1 });
});

test('a general practitioner has to do with their patient always, an order with who asked and who does it', () => {
  expect(careRows({ resourceType: 'Patient', id: 'p', generalPractitioner: [ada] })).toEqual([
    { patient: 'p', actor: 'Practitioner/1' },
  ]);
  const order = {
    resourceType: 'ServiceRequest',
    status: 'active',
    subject,
    requester: ada,
    performer: [{ reference: 'Organization/lab' }],
  };
  expect(careRows(order).map(({ actor }) => actor)).toEqual(['Organization/lab', 'Practitioner/1']);
});

test('other resources say nothing, nor do those that were mistaken', () => {
  expect(careRows({ resourceType: 'Observation', subject, performer: [ada] })).toEqual([]);
  expect(careRows({ ...encounter, status: 'entered-in-error', participant: [{ individual: ada }] })).toEqual([]);
});
