/** Something that happened is looked at by somebody who answers for it: a broken glass, a burst of refusals. */
import type { TaskMachine } from '../task-machine.ts';
import { taskSystem } from '../worklist.ts';

const needs = 'privacy.review';

export const review: TaskMachine = {
  id: 'review',
  system: taskSystem,
  codes: ['review-break-the-glass', 'write-up-part-2-emergency', 'review-denied-access'],
  starts: ['requested'],
  moves: [
    { id: 'claim', from: ['requested', 'on-hold'], to: 'in-progress', needs, given: ['owner'] },
    { id: 'finish', from: ['in-progress'], to: 'completed', needs, given: ['owner', 'output'] },
    { id: 'pend', from: ['requested', 'in-progress'], to: 'on-hold', needs, given: ['statusReason'] },
    { id: 'release', from: ['in-progress'], to: 'requested', clears: ['owner'] },
    { id: 'assign', from: ['requested', 'in-progress', 'on-hold'], needs, given: ['owner'] },
    { id: 'route', from: ['requested', 'in-progress', 'on-hold'], needs, given: ['list'] },
  ],
};
