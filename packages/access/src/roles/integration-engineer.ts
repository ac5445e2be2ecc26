/** Watches feeds, repairs and replays messages, onboards applications. Sees no chart but what a message that failed holds. */
import { none } from './clearances.ts';
import { may, mayWork, type Role } from './role.ts';
import { directory, knowledge, machinery } from './type-groups.ts';

export const integrationEngineer: Role = {
  id: 'integration-engineer',
  title: 'Integration engineer',
  kinds: ['staff'],
  permissions: [
    may('crus', [...knowledge, ...machinery, 'Endpoint']),
    may('rs', directory),
    mayWork(['fix-refused-import']),
  ],
  named: ['exchange.channels', 'exchange.repair', 'admin.jobs', 'work.export'],
  purposes: ['HSYSADMIN'],
  labels: none,
  withoutStates: ['draft', 'restricted'],
};
