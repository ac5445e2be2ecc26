/** Clinical documentation improvement: reviews charts while the patient is in house, and asks clinicians. */
import { keeping } from './clearances.ts';
import { may, type Role } from './role.ts';
import { clinical, directory, documents, index, knowledge, visits, work } from './type-groups.ts';

export const cdiSpecialist: Role = {
  id: 'cdi-specialist',
  title: 'Clinical documentation improvement specialist',
  kinds: ['staff'],
  permissions: [
    may('rs', [...index, ...visits, ...clinical, ...documents, ...directory, ...knowledge]),
    may('rs', ['Claim', 'ClaimResponse', 'Coverage']),
    may('crus', work),
  ],
  named: ['cdi.review', 'cdi.query', 'work.export'],
  purposes: ['HQUALIMP', 'HPAYMT'],
  labels: keeping,
  withoutStates: ['restricted'],
  mask: { Patient: ['photo', 'contact', 'telecom'] },
};
