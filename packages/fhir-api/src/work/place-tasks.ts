/** Puts new tasks where the rules say, and keeps tasks where they are when who changes them does not say otherwise. */
import type { RecordTransaction } from '@charthouse/chart-store';
import { outcomes, type Resource } from '@charthouse/fhir-model';
import { type Kernel, type Place, placementOf, placeOf, routedTag, tagOf, withPlacement } from '@charthouse/worklist';
import type { Edits } from '../writing/edits.ts';
import type { Pending } from '../writing/versions.ts';
import { expressionAt } from '../writing/write-call.ts';
import { rulesNow } from './rules-now.ts';

interface Around {
  readonly tx: RecordTransaction;
  readonly kernel: Kernel;
  readonly edits: Edits;
}

/** @throws OutcomeError 422 for a list that there is not */
export async function placeTasks(changes: readonly Pending[], { tx, kernel, edits }: Around): Promise<void> {
  const tasks = changes.filter(({ type, resource }) => type === 'Task' && resource);
  if (tasks.length === 0) return;
  const isNew = ({ previous }: Pending) => !previous || previous.op === 'delete';
  const rules = tasks.some(isNew) ? await rulesNow(tx.query) : undefined;
  for (const change of tasks) {
    const task = change.resource as Resource;
    const place = rules && isNew(change) && !placementOf(task) ? placeOf(task, kernel, rules) : undefined;
    const tag = rules && isNew(change) ? tagOfNew(task, kernel, place) : tagOfChanged(change);
    requireList(change, kernel);
    if (place?.rule?.priority && task.priority === undefined) edits.set(task, 'priority', place.rule.priority);
    if (tag) edits.set(task, 'meta', withPlacement(task, tag).meta ?? {});
  }
}

/** Undefined: it stays as it was sent. A task of somebody else's kind goes into a list only when a rule says so. */
function tagOfNew(task: Resource, kernel: Kernel, place: Place | undefined) {
  if (!place) return routedTag(String(placementOf(task)?.code));
  return kernel.machineOf(task) || place.rule ? tagOf(place) : undefined;
}

function tagOfChanged({ resource, previous, call }: Pending) {
  const before = previous && placementOf(JSON.parse(previous.body) as Resource);
  const after = placementOf(resource as Resource);
  if (!after) return before;
  return call.isUndo || before?.code === after.code ? undefined : routedTag(String(after.code));
}

function requireList({ resource, call }: Pending, kernel: Kernel): void {
  const list = placementOf(resource as Resource)?.code;
  if (list === undefined || kernel.list(String(list))?.query.some(([name]) => name === '_tag')) return;
  const known = kernel.lists.filter(({ query }) => query.some(([name]) => name === '_tag')).map(({ id }) => id);
  throw outcomes.unprocessable(
    `There is no worklist "${String(list)}" that tasks can be put into; there are ${known.join(', ')}.`,
    expressionAt(call.place, 'Task.meta.tag'),
  );
}
