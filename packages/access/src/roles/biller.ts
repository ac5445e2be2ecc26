/** Biller: claims, remittances, denials. Of the chart only what a claim rests on. */
import { keeping } from './clearances.ts';
import { may, type Role, without } from './role.ts';
import { directory, knowledge, money, work } from './type-groups.ts';

const restsOn = ['RelatedPerson', 'Encounter', 'EpisodeOfCare', 'Condition', 'Procedure', 'ServiceRequest'];

export const biller: Role = {
  id: 'biller',
  title: 'Biller',
  kinds: ['staff'],
  permissions: [
    may('crus', [...money, ...work]),
    may('rs', ['Patient', ...restsOn]),
    may('rs', [...directory, ...knowledge]),
  ],
  named: ['billing.submit', 'billing.post', 'billing.write-off', 'work.export'],
  purposes: ['HPAYMT'],
  labels: keeping,
  withoutStates: ['draft', 'restricted'],
  mask: { ...without(restsOn, ['text', 'note']), Patient: ['text', 'photo', 'communication'] },
};
