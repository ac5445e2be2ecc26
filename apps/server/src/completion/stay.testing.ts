/** An inpatient stay and its notes, for tests. */
import type { Resource } from '@charthouse/fhir-model';

export const hour = 3_600_000;
export const ago = (hours: number) => new Date(Date.now() - hours * hour).toISOString();
export const type = (code: string) => ({ coding: [{ system: 'http://loinc.org', code }] });

export const stay = (id: string, more: object = {}): Resource => ({
  resourceType: 'Encounter',
  id,
  status: 'in-progress',
  class: { code: 'IMP' },
  subject: { reference: 'Patient/ann' },
  participant: [{ type: [{ coding: [{ code: 'ATND' }] }], individual: { reference: 'Practitioner/doc' } }],
  period: { start: ago(30) },
  ...more,
});

export const note = (id: string, encounter: string, more: object = {}): Resource => ({
  resourceType: 'DocumentReference',
  id,
  status: 'current',
  docStatus: 'final',
  type: type('34117-2'),
  subject: { reference: 'Patient/ann' },
  author: [{ reference: 'Practitioner/doc' }],
  content: [{ attachment: { contentType: 'text/plain', data: 'SGVsbG8=' } }],
  context: { encounter: [{ reference: `Encounter/${encounter}` }], period: { start: ago(25) } },
  ...more,
});

export interface Work {
  readonly id: string;
  readonly status: string;
  readonly type: string;
  readonly task: Resource;
}
