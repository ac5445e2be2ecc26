/** Something of the record or of what came in is not as it should be: it is put right, or it is said why it stays. */
import type { NamedPermission } from '@charthouse/access';
import type { Move, TaskMachine } from '../task-machine.ts';
import { taskSystem } from '../worklist.ts';

const movesOf = (needs: NamedPermission): readonly Move[] => [
  { id: 'claim', from: ['requested', 'on-hold'], to: 'in-progress', needs, given: ['owner'] },
  { id: 'finish', from: ['in-progress'], to: 'completed', needs, given: ['output'] },
  { id: 'release', from: ['in-progress'], to: 'requested', clears: ['owner'] },
  { id: 'pend', from: ['requested', 'in-progress'], to: 'on-hold', needs, given: ['statusReason'] },
  { id: 'assign', from: ['requested', 'in-progress', 'on-hold'], needs, given: ['owner'] },
  { id: 'route', from: ['requested', 'in-progress', 'on-hold'], needs, given: ['list'] },
  { id: 'decline', from: ['requested', 'in-progress'], to: 'rejected', needs, given: ['statusReason'] },
  // the server says so when what was wrong is right by itself
  { id: 'settle', from: ['requested', 'in-progress', 'on-hold'], to: 'cancelled', needs, given: ['statusReason'] },
];

export const repairRecord: TaskMachine = {
  id: 'repair-record',
  system: taskSystem,
  codes: ['fix-stored-record'],
  starts: ['requested'],
  moves: movesOf('documents.check'),
};

export const repairImport: TaskMachine = {
  id: 'repair-import',
  system: taskSystem,
  codes: ['fix-refused-import'],
  starts: ['requested'],
  moves: movesOf('exchange.repair'),
};
