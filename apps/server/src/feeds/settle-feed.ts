/** One look of a feed: new tasks for what it found, an end for what is cured; nothing twice, nothing where nothing changed. */
import type { WriteCall } from '@charthouse/fhir-api';
import { OutcomeError, type Resource } from '@charthouse/fhir-model';
import { type Feed, type FeedParts, feedPrincipal } from './feed.ts';
import { allWork, openWork } from './open-work.ts';
import { keyOf, taskOf, type WantedWork } from './wanted-work.ts';

export interface FeedTally {
  readonly made: number;
  readonly settled: number;
}

/** A list holds at most so many open tasks of a feed: the rest comes when some are done. */
const mostOpen = 1_000;
/** Written in one transaction. */
const together = 100;

/** @throws OutcomeError when the record cannot be reached */
export async function settleFeed(feed: Feed, parts: FeedParts): Promise<FeedTally> {
  const { code } = feed;
  const { store, now, log } = parts;
  const open = await openWork(code, store);
  const { wanted, cured } = await feed.look(open);
  const keys = new Set(open.filter(({ id }) => !cured.has(String(id))).map(keyOf));
  const ended = wanted.length === 0 ? new Map<string, number>() : await endsOf(code, parts);
  const isNew = ({ key, at }: WantedWork) => !keys.has(key) && at > (ended.get(key) ?? 0);
  const tasks = wanted.filter(isNew).map((one) => taskOf(code, one, now()));
  const known = await store.readMany(tasks.map(({ id }) => ({ type: 'Task', id })));
  const fresh = [...new Map(tasks.map((task) => [task.id, task])).values()].filter(
    ({ id }) => !known.has(`Task/${id}`),
  );
  const made = fresh.slice(0, Math.max(0, mostOpen - keys.size));
  if (made.length < fresh.length)
    log.warn({ code, left: fresh.length - made.length }, 'a list of work is full; the rest is not listed');
  const over = open.flatMap((task) => {
    const why = cured.get(String(task.id));
    return why === undefined ? [] : [settled(task, why)];
  });
  const calls = [...made.map(newCall), ...over.map(changeCall)];
  for (let i = 0; i < calls.length; i += together) await write(calls.slice(i, i + together), parts);
  feed.done?.();
  return { made: made.length, settled: over.length };
}

/** When the last task of each key ended, in milliseconds since 1970. */
async function endsOf(code: string, { store }: FeedParts): Promise<Map<string, number>> {
  const ends = new Map<string, number>();
  for (const task of (await allWork(code, store)).filter(({ status }) => !openStates.has(String(status)))) {
    const key = keyOf(task) ?? '';
    ends.set(key, Math.max(ends.get(key) ?? 0, Date.parse((task.meta as { lastUpdated: string }).lastUpdated)));
  }
  return ends;
}

const openStates = new Set(['requested', 'received', 'accepted', 'ready', 'in-progress', 'on-hold']);

/** One that cannot be written, because somebody moved it at the same moment or what it is about is gone, does not hold up the others. */
async function write(calls: readonly WriteCall[], parts: FeedParts): Promise<void> {
  try {
    await parts.door.writeAll({ calls, literals: [], base: '' }, feedPrincipal);
  } catch (error) {
    if (!(error instanceof OutcomeError) || error.status >= 500) throw error;
    if (calls.length > 1) for (const call of calls) await write([call], parts);
    else parts.log.warn({ task: calls[0]?.id, status: error.status }, 'a task of a list could not be written');
  }
}

function settled(task: Resource, why: string): Resource {
  return { ...task, status: 'cancelled', statusReason: { text: why } };
}

function newCall(resource: Resource & { id: string }): WriteCall {
  return { kind: 'update', type: 'Task', id: resource.id, mustBeNew: true, resource, place: '' };
}

export function changeCall(resource: Resource): WriteCall {
  const { versionId } = resource.meta as { versionId: string };
  return { kind: 'update', type: 'Task', id: String(resource.id), resource, place: '', ifMatch: `W/"${versionId}"` };
}
