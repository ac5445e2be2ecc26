export { openMoves, refusalsOf } from './check-move.ts';
export { columnWords } from './column-words.ts';
export type { Desk } from './desk.ts';
export { houseDesks, unplaced } from './desks/index.ts';
export { codingsOf, houseKernel, type Kernel, kernelOf } from './kernel.ts';
export { type Place, placementOf, placeOf, routedTag, tagOf, withPlacement } from './place.ts';
export {
  noRules,
  type PlacementRule,
  type RuleCondition,
  type RuleSet,
  ruleFields,
  ruleTests,
} from './placement-rule.ts';
export { problemsOfDesks } from './problems-of-desk.ts';
export { rulesSent } from './rules-sent.ts';
export type { Move, TaskMachine } from './task-machine.ts';
export {
  openHere,
  type TaskParameter,
  taskSystem,
  type Worklist,
  type WorklistColumn,
  type WorklistSort,
  worklistSystem,
} from './worklist.ts';
