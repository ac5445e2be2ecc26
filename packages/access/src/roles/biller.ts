/** Biller: claims, remittances, denials. Of the chart only what a claim rests on. */
import { keeping } from './clearances.ts';
import { may, type Role } from './role.ts';
import { directory, knowledge, money, work } from './type-groups.ts';

export const biller: Role = {
  id: 'biller',
  title: 'Biller',
  kinds: ['staff'],
  permissions: [
    may('crus', [...money, ...work]),
    may('rs', ['Patient', 'RelatedPerson', 'Encounter', 'EpisodeOfCare', 'Condition', 'Procedure', 'ServiceRequest']),
    may('rs', [...directory, ...knowledge]),
  ],
  named: ['billing.submit', 'billing.post', 'billing.write-off'],
  purposes: ['HPAYMT'],
  labels: keeping,
  withoutStates: ['draft', 'restricted'],
  mask: { Patient: ['photo', 'communication'], '*': ['text', 'note'] },
};
