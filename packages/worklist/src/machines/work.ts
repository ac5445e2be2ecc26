/** Something to do that one person asks of another or of a group. */
import type { TaskMachine } from '../task-machine.ts';
import { taskSystem } from '../worklist.ts';

export const work: TaskMachine = {
  id: 'work',
  system: taskSystem,
  codes: ['to-do'],
  starts: ['draft', 'requested'],
  moves: [
    { id: 'ask', from: ['draft'], to: 'requested' },
    { id: 'claim', from: ['requested', 'on-hold'], to: 'in-progress', given: ['owner'] },
    { id: 'finish', from: ['in-progress'], to: 'completed' },
    { id: 'release', from: ['in-progress'], to: 'requested', clears: ['owner'] },
    { id: 'pend', from: ['requested', 'in-progress'], to: 'on-hold', given: ['statusReason'] },
    { id: 'assign', from: ['draft', 'requested', 'in-progress', 'on-hold'], given: ['owner'] },
    { id: 'route', from: ['draft', 'requested', 'in-progress', 'on-hold'], given: ['list'] },
    { id: 'decline', from: ['requested'], to: 'rejected', given: ['statusReason'] },
    { id: 'cancel', from: ['draft', 'requested', 'on-hold'], to: 'cancelled', given: ['statusReason'] },
    { id: 'reopen', from: ['completed'], to: 'in-progress', given: ['statusReason'] },
  ],
};
