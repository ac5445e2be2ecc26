/** A suspension as a Task, and what is read from it. */
import type { WriteCall } from '@charthouse/fhir-api';
import { isObject, type JsonObject, type Resource } from '@charthouse/fhir-model';
import type { Span } from '../../rules/clocks.ts';
import type { Grounds } from '../../rules/people/suspensions.ts';
import { codingsOf, objects, referenceOf } from '../../rules/reading/elements.ts';
import { inputSystem, keySystem, taskSystem } from '../../rules/tasks/codes.ts';
import { type Asking, searchAll } from '../ask.ts';

export const suspensionStates = {
  requested: 'proposed',
  accepted: 'approved',
  'in-progress': 'effective',
  completed: 'lifted',
  rejected: 'refused',
  cancelled: 'withdrawn',
} as const;
export type SuspensionState = (typeof suspensionStates)[keyof typeof suspensionStates];

export interface Suspension {
  readonly task: Resource;
  readonly practitioner: string;
  readonly state: SuspensionState;
  /** Tasks that it is for. */
  readonly grounds: readonly string[];
  /** From when an approved one takes effect. */
  readonly from?: number;
  /** When it was in effect. */
  readonly span?: Span;
}

/** Who acts, for the notes: each act tells who, when and why. */
export interface Actor {
  readonly name: string;
  readonly reference?: string;
}

export function proposalOf(
  { practitioner, works }: Grounds,
  told: { readonly at: string; readonly by: Actor; readonly name: string },
  /** How many suspensions of theirs there were before: of two that are proposed at once one is written. */
  before: number,
): WriteCall {
  const ground = { coding: [{ system: inputSystem, code: 'ground' }] };
  const key = `${practitioner}/suspension/${before + 1}`;
  const resource: Resource = {
    ...{ resourceType: 'Task', status: 'requested', intent: 'proposal', priority: 'urgent' },
    identifier: [{ system: keySystem, value: key }],
    code: { coding: [{ system: taskSystem, code: 'suspension' }] },
    description: `Suspension for incomplete records: ${told.name}`,
    focus: { reference: practitioner },
    authoredOn: told.at,
    ...(told.by.reference !== undefined && { requester: { reference: told.by.reference } }),
    input: works.map(({ task }) => ({ type: ground, valueReference: { reference: task } })),
    note: [noteOf('proposed', told)],
  };
  return { kind: 'create', type: 'Task', criteria: [['identifier', `${keySystem}|${key}`]], resource, place: '' };
}

export function noteOf(text: string, { at, by }: { readonly at: string; readonly by: Actor }): JsonObject {
  return {
    ...(by.reference === undefined
      ? { authorString: by.name }
      : { authorReference: { reference: by.reference, display: by.name } }),
    time: at,
    text,
  };
}

function suspensionOf(task: Resource): Suspension | undefined {
  const practitioner = referenceOf(task.focus);
  const status = String(task.status);
  if (practitioner === undefined || !Object.hasOwn(suspensionStates, status)) return undefined;
  const from = Date.parse(String(objects(objects(task.restriction)[0]?.period)[0]?.start));
  const [period] = objects(task.executionPeriod);
  const [start, end] = [Date.parse(String(period?.start)), Date.parse(String(period?.end))];
  return {
    ...{ task, practitioner, state: suspensionStates[status as keyof typeof suspensionStates] },
    grounds: objects(task.input)
      .filter(({ type }) => codingsOf(type)[0]?.code === 'ground')
      .flatMap(({ valueReference }) => referenceOf(valueReference) ?? []),
    ...(Number.isFinite(from) && { from }),
    ...(Number.isFinite(start) && { span: { from: start, ...(Number.isFinite(end) && { to: end }) } }),
  };
}

/** Every one that ever was, the newest first. @throws OutcomeError */
export async function storedSuspensions(asking: Asking): Promise<Suspension[]> {
  const found = await searchAll(asking, 'Task', [['code', `${taskSystem}|suspension`]]);
  return found
    .flatMap((task) => suspensionOf(task) ?? [])
    .sort((a, b) => String(b.task.authoredOn).localeCompare(String(a.task.authoredOn)));
}

/** The write of a task that has changed, against the version that was read. */
export function changed(before: Resource, more: JsonObject): WriteCall {
  const version = isObject(before.meta) ? String(before.meta.versionId) : undefined;
  const resource = { ...before, ...more } as Resource;
  return {
    ...{ kind: 'update', type: before.resourceType, id: String(before.id), resource, place: '' },
    ...(version !== undefined && { ifMatch: `W/"${version}"` }),
  };
}
