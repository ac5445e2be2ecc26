/** Coding specialist: turns documents into codes. */
import { keeping } from './clearances.ts';
import { may, type Role } from './role.ts';
import { clinical, directory, documents, index, knowledge, money, visits, work } from './type-groups.ts';

export const coder: Role = {
  id: 'coder',
  title: 'Coding specialist',
  kinds: ['staff'],
  permissions: [
    may('rs', [...index, ...visits, ...clinical, ...documents, ...money, ...directory, ...knowledge]),
    may('crus', work),
    may('cu', ['Condition', 'Procedure', 'Claim', 'ChargeItem', 'Account']),
  ],
  named: ['coding.code', 'cdi.query', 'work.export'],
  purposes: ['HPAYMT', 'HQUALIMP'],
  labels: keeping,
  withoutStates: ['restricted'],
  mask: { Patient: ['photo', 'contact', 'telecom'] },
};
