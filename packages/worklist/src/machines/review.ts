/** Something that happened is looked at by somebody who answers for it: a broken glass, a disclosure in an emergency. */
import type { TaskMachine } from '../task-machine.ts';

export const review: TaskMachine = {
  id: 'review',
  system: 'https://charthouse.dev/fhir/CodeSystem/task',
  codes: ['review-break-the-glass', 'write-up-part-2-emergency'],
  starts: ['requested'],
  moves: [
    { id: 'claim', from: ['requested', 'on-hold'], to: 'in-progress', needs: 'privacy.review', given: ['owner'] },
    { id: 'finish', from: ['in-progress'], to: 'completed', needs: 'privacy.review', given: ['owner', 'output'] },
    { id: 'pend', from: ['requested', 'in-progress'], to: 'on-hold', needs: 'privacy.review', given: ['statusReason'] },
    { id: 'release', from: ['in-progress'], to: 'requested', clears: ['owner'] },
  ],
};
