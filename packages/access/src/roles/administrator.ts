/** Runs the server: accounts, settings, jobs. Sees no chart. */
import { none } from './clearances.ts';
import { may, mayWork, type Role } from './role.ts';
import { directory, knowledge, machinery } from './type-groups.ts';

export const administrator: Role = {
  id: 'administrator',
  title: 'Administrator',
  kinds: ['staff'],
  permissions: [may('cruds', [...directory, ...knowledge, ...machinery]), mayWork(['recertify-access'])],
  named: [
    'admin.people',
    'admin.settings',
    'admin.jobs',
    'completion.settings',
    'learning.teach',
    'work.rules',
    'work.export',
  ],
  purposes: ['HSYSADMIN'],
  labels: none,
  withoutStates: ['draft', 'restricted'],
};
