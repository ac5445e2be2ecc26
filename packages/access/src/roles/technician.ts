/** Health information technician: receives, indexes and analyses charts, resolves duplicates, logs requests for records. */
import { keeping } from './clearances.ts';
import { may, type Role } from './role.ts';
import { chart, directory, documents, index, knowledge, visits, work } from './type-groups.ts';

export const technician: Role = {
  id: 'technician',
  title: 'Health information technician',
  kinds: ['staff'],
  permissions: [
    may('rs', [...chart, ...directory, ...knowledge]),
    may('cu', [...index, ...visits, ...documents, ...work]),
    may('rs', ['Provenance', 'VerificationResult']),
    may('c', ['Provenance']),
  ],
  named: [
    'identity.resolve',
    'documents.index',
    'documents.check',
    'completion.analyse',
    'release.log',
    'release.fulfil',
    'work.export',
  ],
  purposes: ['RECORDMGT', 'PATADMIN', 'PATRQT', 'HLEGAL'],
  labels: keeping,
  withoutStates: ['restricted'],
};
