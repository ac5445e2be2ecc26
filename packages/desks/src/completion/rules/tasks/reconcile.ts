/** What the rules find against the tasks there are -> the tasks to write: none twice, none that nothing has changed in. */
import { isObject, type JsonObject, type Resource } from '@charthouse/fhir-model';
import type { Chart } from '../chart.ts';
import type { Finding } from '../finding.ts';
import { codingsOf, objects, referenceOf } from '../reading/elements.ts';
import { deficiencyStates, inputSystem, keySystem, openStates, reasons } from './codes.ts';
import { reasonOf, ruleUri, type TaskContext, taskOf, withRule } from './task-of.ts';

/** Of outputs that a rule gave. */
const byRecord = 'completed by';

export interface Reconciled {
  /** New tasks, without id. */
  readonly creates: readonly Resource[];
  /** Tasks as they should be, with the id and meta of the version they were made from. */
  readonly updates: readonly Resource[];
}

export interface Reconciling extends TaskContext {
  readonly chart: Chart;
}

/** `tasks`: those of the encounter that a rule made, and others, which are left alone unless who has them has left. */
export function reconcile(findings: readonly Finding[], tasks: readonly Resource[], context: Reconciling): Reconciled {
  const found = new Map(findings.map((finding) => [finding.key, finding]));
  const kept = new Set<string>();
  const creates: Resource[] = [];
  const updates: Resource[] = [];
  for (const task of tasks) {
    const key = keyOf(task);
    if (task.status === 'entered-in-error') continue;
    if (key === undefined) {
      const next = openStates.has(String(task.status)) ? ofNobodyGone(task, context.chart) : task;
      if (next !== task) updates.push(next);
      continue;
    }
    const isMoved = referenceOf(task.for) !== context.chart.patient;
    const finding = isMoved || kept.has(key) ? undefined : found.get(key);
    if (!isMoved) kept.add(key);
    const next = finding ? whenFound(task, finding, context) : whenGone(task, isMoved, context);
    if (next && JSON.stringify(next) !== JSON.stringify(task)) updates.push(next);
  }
  for (const finding of found.values())
    if (!kept.has(finding.key)) creates.push(continued(taskOf(finding, context), tasks, finding));
  return { creates, updates };
}

/** Undefined: it stays as it is. */
function whenFound(task: Resource, finding: Finding, { now, chart }: Reconciling): Resource | undefined {
  const status = String(task.status);
  if (finding.incurable)
    return openStates.has(status)
      ? moved(task, { status: 'failed', state: 'not-obtainable', reason: reasonOf('incurable') })
      : undefined;
  if (openStates.has(status)) return refreshed(ofNobodyGone(task, chart, finding), finding, now);
  const isOfRule = codingsOf(task.statusReason).some(({ system }) => system === reasons);
  const isUndone = status === 'completed' ? !stillCloses(task, chart) : isOfRule;
  if (!isUndone) return undefined; // a person decided
  const { output: _, ...again } = moved(task, { status: 'requested', state: 'reopened', reason: reasonOf('reopened') });
  return refreshed(again as Resource, finding, now);
}

/** What a person took for its completion, and is still in the chart. */
function stillCloses({ output }: Resource, { documents }: Chart): boolean {
  const [first] = objects(output);
  if (isObject(first?.type) && first.type.text === byRecord) return false;
  const closing = referenceOf(first?.valueReference);
  return closing === undefined || documents.some(({ reference }) => reference === closing);
}

/** Who has left is asked no more, whoever gave it to them: it goes to whom the rule says, else back to the analyst. */
function ofNobodyGone(task: Resource, { gone }: Chart, finding?: Finding): Resource {
  const { owner, ...rest } = task;
  if (!gone.has(referenceOf(owner) ?? '')) return task;
  if (finding?.owner !== undefined) return rest as Resource;
  const isTheirs = task.status === 'requested' || task.status === 'in-progress';
  return isTheirs ? moved(task, { status: 'rejected', state: 'declined', reason: reasonOf('has-left') }) : task;
}

/** Due date, evidence and text follow the rule; the owner does while nobody has given it to somebody else. */
function refreshed(task: Resource, finding: Finding, now: string): Resource {
  const { restriction: _, ...rest } = task;
  const owner = referenceOf(task.owner);
  const isOfRule = task.owner === undefined || (owner !== undefined && owner === fellTo(task));
  const passes = isOfRule && finding.owner !== undefined && finding.owner !== owner;
  const manual = objects(task.input).filter(
    ({ type }) => !codingsOf(type).some(({ system }) => system === inputSystem),
  );
  const ruled = withRule(finding);
  return inOrder(task, {
    ...rest,
    instantiatesUri: ruleUri(finding),
    ...ruled,
    input: [...objects(ruled.input), ...manual],
    ...(passes && { owner: { reference: finding.owner as string }, executionPeriod: { start: now } }),
  });
}

function whenGone(task: Resource, isMoved: boolean, { chart }: Reconciling): Resource | undefined {
  const isIncurable = codingsOf(task.statusReason).some(({ code }) => code === 'incurable');
  if (!openStates.has(String(task.status)) && !(task.status === 'failed' && isIncurable)) return undefined;
  if (isMoved) return moved(task, { status: 'cancelled', state: 'retired', reason: reasonOf('merged') });
  const isOver = ['cancelled', 'entered-in-error', 'planned'].includes(chart.status);
  if (isOver) return moved(task, { status: 'cancelled', state: 'retired', reason: reasonOf('no-longer-applies') });
  const { statusReason: _, ...done } = moved(task, { status: 'completed', state: 'completed' });
  const closing = closingOf(task, chart);
  const output = {
    type: { text: byRecord },
    ...(closing ? { valueReference: { reference: closing } } : { valueString: 'the record' }),
  };
  return { ...done, output: [output] } as Resource;
}

/** The document that the task asked for, or that it is about. */
function closingOf(task: Resource, { documents }: Chart): string | undefined {
  const type = codingsOf(task.reasonCode)[0]?.code;
  const about = keyOf(task)?.split('|').at(-1);
  const written = documents.filter((one) => one.type === type || one.reference === about);
  return written.sort((a, b) => b.filed - a.filed)[0]?.reference;
}

interface To {
  readonly status: string;
  readonly state: string;
  readonly reason?: JsonObject;
}

function moved(task: Resource, { status, state, reason }: To): Resource {
  return {
    ...task,
    status,
    ...(reason && { statusReason: reason }),
    businessStatus: { coding: [{ system: deficiencyStates, code: state }] },
  };
}

/** Work that was open in the chart of a merged patient goes on: same owner, same beginning. */
function continued(task: Resource, tasks: readonly Resource[], { key }: Finding): Resource {
  const before = tasks.find((one) => keyOf(one) === key && openStates.has(String(one.status)));
  if (!before) return task;
  const { authoredOn, executionPeriod, owner } = before;
  return {
    ...task,
    ...(authoredOn !== undefined && { authoredOn }),
    ...(executionPeriod !== undefined && { executionPeriod }),
    ...(owner !== undefined && { owner }),
    input: [
      ...objects(task.input),
      { type: { text: 'goes on from' }, valueReference: { reference: `Task/${before.id}` } },
    ],
  };
}

/** Elements where they were, so that nothing seems to have changed. */
function inOrder(task: Resource, next: JsonObject): Resource {
  const names = [...new Set([...Object.keys(task), ...Object.keys(next)])].filter((name) => next[name] !== undefined);
  return Object.fromEntries(names.map((name) => [name, next[name]])) as Resource;
}

export function keyOf({ identifier }: JsonObject): string | undefined {
  const own = objects(identifier).find(({ system }) => system === keySystem);
  return typeof own?.value === 'string' ? own.value : undefined;
}

function fellTo({ input }: JsonObject): string | undefined {
  const own = objects(input).find(
    ({ type }) => isObject(type) && codingsOf(type).some(({ code }) => code === 'fell-to'),
  );
  return referenceOf(own?.valueReference);
}
