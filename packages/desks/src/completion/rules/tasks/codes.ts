/** Codes and systems of the tasks of this desk. */

export const taskSystem = 'https://charthouse.dev/fhir/CodeSystem/task';
/** Identifier of a task: what it is about, so that there is one of it. */
export const keySystem = 'https://charthouse.dev/fhir/identifier/work-item';
/** `Task.businessStatus` of deficiencies: finer than the states of FHIR. */
export const deficiencyStates = 'https://charthouse.dev/fhir/CodeSystem/deficiency-state';
/** `Task.businessStatus` of charts. */
export const chartStates = 'https://charthouse.dev/fhir/CodeSystem/chart-state';
/** `Task.statusReason` where a rule moved the task: such a move a rule may take back, one of a person it may not. */
export const reasons = 'https://charthouse.dev/fhir/CodeSystem/rule-reason';
export const chartProblemSystem = 'https://charthouse.dev/fhir/CodeSystem/chart-problem';
export const inputSystem = 'https://charthouse.dev/fhir/CodeSystem/work-item-input';

/** States in which work is still to be done. */
export const openStates: ReadonlySet<string> = new Set([
  ...['draft', 'requested', 'received', 'accepted', 'ready', 'in-progress', 'on-hold', 'rejected'],
]);
