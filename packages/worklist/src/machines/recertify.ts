/** Whether somebody still needs what their account may do is asked again and again: 45 CFR 164.308(a)(4)(ii)(C), access establishment and modification. */
import type { TaskMachine } from '../task-machine.ts';
import { taskSystem } from '../worklist.ts';

const needs = 'admin.people';

export const recertify: TaskMachine = {
  id: 'recertify',
  system: taskSystem,
  codes: ['recertify-access'],
  starts: ['requested'],
  moves: [
    { id: 'claim', from: ['requested', 'on-hold'], to: 'in-progress', needs, given: ['owner'] },
    { id: 'certify', from: ['in-progress'], to: 'completed', needs },
    // the server takes the roles away: nothing brings them back but a new grant
    { id: 'revoke', from: ['in-progress'], to: 'rejected', needs, given: ['statusReason'], isFinal: true },
    { id: 'release', from: ['in-progress'], to: 'requested', clears: ['owner'] },
    { id: 'pend', from: ['requested', 'in-progress'], to: 'on-hold', needs, given: ['statusReason'] },
    { id: 'assign', from: ['requested', 'in-progress', 'on-hold'], needs, given: ['owner'] },
    { id: 'settle', from: ['requested', 'in-progress', 'on-hold'], to: 'cancelled', needs, given: ['statusReason'] },
  ],
};
