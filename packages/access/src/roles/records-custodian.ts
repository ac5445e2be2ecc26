/** Medical records manager, custodian of the record: delinquency, holds, retention, certified copies; audits coders, who do not audit themselves. */
import { keeping } from './clearances.ts';
import { may, type Role } from './role.ts';
import { chart, consents, directory, documents, index, knowledge, visits, work } from './type-groups.ts';

export const recordsCustodian: Role = {
  id: 'records-manager',
  title: 'Medical records manager',
  kinds: ['staff'],
  permissions: [
    may('rs', [...chart, ...directory, ...knowledge, 'Provenance', 'VerificationResult']),
    may('cud', [...index, ...visits, ...documents, ...work, ...consents]),
    may('c', ['Provenance']),
    may('cu', ['Library']), // the settings of record completion
  ],
  named: [
    'identity.resolve',
    'documents.index',
    'documents.check',
    'completion.analyse',
    'completion.notify',
    'completion.suspend',
    'completion.settings',
    'coding.audit',
    'release.log',
    'release.fulfil',
    'release.approve',
    'governance.hold',
    'governance.destroy',
    'governance.policy',
    'privacy.accounting',
    'record.expunge',
    'record.label',
    'learning.teach',
    'work.rules',
    'work.export',
  ],
  purposes: ['RECORDMGT', 'HLEGAL', 'HCOMPL', 'HACCRED', 'PATRQT'],
  labels: keeping,
  withoutStates: [],
  anyPatient: true,
};
