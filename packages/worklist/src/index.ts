export { openMoves, refusalsOf } from './check-move.ts';
export { worklists } from './lists/index.ts';
export { machineOf } from './machine-of.ts';
export type { Move } from './task-machine.ts';
export type { Worklist, WorklistColumn } from './worklist.ts';
