/** Runs the server: accounts, settings, jobs. Sees no chart. */
import { none } from './clearances.ts';
import { may, type Role } from './role.ts';
import { directory, knowledge, machinery } from './type-groups.ts';

export const administrator: Role = {
  id: 'administrator',
  title: 'Administrator',
  kinds: ['staff'],
  permissions: [may('cruds', [...directory, ...knowledge, ...machinery])],
  named: ['admin.people', 'admin.settings', 'admin.jobs', 'learning.teach'],
  purposes: ['HSYSADMIN'],
  labels: none,
  withoutStates: ['draft', 'restricted'],
};
