/** Watches feeds, repairs and replays messages, onboards applications. Sees no chart but what a message that failed holds. */
import { none } from './clearances.ts';
import { may, type Role } from './role.ts';
import { directory, knowledge, machinery } from './type-groups.ts';

export const integrationEngineer: Role = {
  id: 'integration-engineer',
  title: 'Integration engineer',
  kinds: ['staff'],
  permissions: [may('crus', [...knowledge, ...machinery, 'Endpoint']), may('rs', directory)],
  named: ['exchange.channels', 'exchange.repair', 'admin.jobs'],
  purposes: ['HSYSADMIN'],
  labels: none,
  withoutStates: ['draft', 'restricted'],
};
