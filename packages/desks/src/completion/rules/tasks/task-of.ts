/** A finding as a Task: https://hl7.org/fhir/R4/task.html */
import type { JsonObject, Resource } from '@charthouse/fhir-model';
import type { Chart } from '../chart.ts';
import { chartProblems } from '../chart-problems.ts';
import { deficiencyType, deficiencyTypeSystem } from '../deficiency-types.ts';
import type { Evidence, Finding } from '../finding.ts';
import { chartProblemSystem, deficiencyStates, inputSystem, keySystem, reasons, taskSystem } from './codes.ts';

export interface TaskContext {
  readonly chart: Pick<Chart, 'encounter' | 'patient'>;
  /** ISO 8601 */
  readonly now: string;
  /** Whether it goes to its owner by itself. */
  readonly assigns: boolean;
}

/** The new task of a finding. */
export function taskOf(finding: Finding, context: TaskContext): Resource {
  const { chart, now, assigns } = context;
  const isAssigned = finding.owner !== undefined && (assigns || finding.kind === 'check-chart');
  const status = finding.incurable ? 'failed' : isAssigned || finding.kind === 'check-chart' ? 'requested' : 'draft';
  const state = finding.incurable ? 'not-obtainable' : isAssigned ? 'assigned' : 'proposed';
  return {
    resourceType: 'Task',
    identifier: [{ system: keySystem, value: finding.key }],
    instantiatesUri: ruleUri(finding),
    status,
    ...(finding.incurable && { statusReason: reasonOf('incurable') }),
    businessStatus: { coding: [{ system: deficiencyStates, code: state }] },
    intent: 'order',
    priority: finding.severity === 'stop' ? 'urgent' : 'routine',
    code: { coding: [{ system: taskSystem, code: finding.kind }] },
    description: displayOf(finding),
    focus: { reference: chart.encounter },
    for: { reference: chart.patient },
    encounter: { reference: chart.encounter },
    executionPeriod: { start: now },
    authoredOn: now,
    ...withRule(finding),
    ...(finding.owner !== undefined && { owner: { reference: finding.owner } }),
  };
}

/** What follows from the finding alone, and is kept up to date while the task is open. */
export function withRule(finding: Finding): JsonObject {
  const { kind, type, due, owner, ownerNote, explains, dueInWords, cites, evidence } = finding;
  const system = kind === 'deficiency' ? deficiencyTypeSystem : chartProblemSystem;
  return {
    reasonCode: { coding: [{ system, code: type, display: displayOf(finding) }] },
    ...(due !== undefined && { restriction: { period: { end: new Date(due).toISOString() } } }),
    input: [
      text('explanation', explains),
      text('source', `${cites.text} ${cites.url}`),
      text('due', dueInWords),
      ...(ownerNote === undefined ? [] : [text('owner-note', ownerNote)]),
      ...(owner === undefined ? [] : [{ type: inputType('fell-to'), valueReference: { reference: owner } }]),
      ...evidence.map(evidenceInput),
    ],
  };
}

function displayOf({ kind, type }: Finding): string {
  return (kind === 'deficiency' ? deficiencyType(type)?.display : chartProblems[type]) ?? type;
}

export const ruleUri = ({ rule, version }: Finding) => `https://charthouse.dev/rules/${rule}/${version}`;

export function reasonOf(code: string, words?: string): JsonObject {
  return { coding: [{ system: reasons, code }], text: words ?? reasonWords[code] ?? code };
}

const reasonWords: Readonly<Record<string, string>> = {
  incurable: 'It was not written while the patient was here, and must not be written now. The lateness stays.',
  'no-longer-applies': 'The rule does not hold for this encounter any more.',
  reopened: 'What completed it was retracted or moved.',
  merged: 'The patient was merged: the work goes on in the chart of the surviving one.',
  'discharge-cancelled': 'The discharge was cancelled.',
  'has-left': 'Whoever it was given to is not on the staff any more: give it to another, or take it to the committee.',
};

const inputType = (code: string): JsonObject => ({ coding: [{ system: inputSystem, code }] });
const text = (code: string, valueString: string): JsonObject => ({ type: inputType(code), valueString });

function evidenceInput({ words, reference }: Evidence): JsonObject {
  const type = { ...inputType('evidence'), text: words };
  return reference === undefined || !/^[A-Z]\w+\/[A-Za-z0-9\-.]{1,64}$/.test(reference)
    ? { type, valueString: reference ?? words }
    : { type, valueReference: { reference } };
}
