/** Chief of staff, medical director: decides about suspensions that the records manager proposes. Sees no chart. */
import { none } from './clearances.ts';
import { may, mayWork, type Role } from './role.ts';
import { directory, knowledge } from './type-groups.ts';

export const chiefOfStaff: Role = {
  id: 'chief-of-staff',
  title: 'Chief of staff',
  kinds: ['staff'],
  permissions: [may('rs', [...directory, ...knowledge]), mayWork(['suspension'])],
  named: ['completion.approve'],
  purposes: ['HCOMPL', 'HACCRED'],
  labels: none,
  withoutStates: ['draft', 'restricted'],
};
