/** Another program with an identity of its own: within its system scopes, and nothing that is labelled. */
import { none } from './clearances.ts';
import { may, type Role } from './role.ts';
import { chart, directory, knowledge, machinery, money, studies } from './type-groups.ts';

export const application: Role = {
  id: 'application',
  title: 'Application',
  kinds: ['service'],
  permissions: [
    may('cruds', [...chart, ...money, ...studies, ...directory, ...knowledge, ...machinery]),
    may('rs', ['Provenance']),
  ],
  named: ['record.export'],
  purposes: ['HOPERAT', 'TREAT', 'HPAYMT', 'PUBHLTH', 'HRESCH', 'PATRQT'],
  labels: none,
  withoutStates: ['draft', 'restricted'],
};
