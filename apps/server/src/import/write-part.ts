/** Writes a part in one transaction together with its mark in the job, so that it is done once, whatever is killed when. */
import type { JobContext, Within } from '@charthouse/chart-store';
import { OutcomeError } from '@charthouse/fhir-model';
import { type Blame, blame } from './blame.ts';
import type { ImportDoor } from './import-door.ts';
import type { Part, PartWrite, Refused } from './parts.ts';
import { type Refusal, refusalJson, refusalOf } from './refusal.ts';
import type { Item } from './sources/items.ts';
import { endWaiting, keepWaiting, type Waiting, waitingOf } from './waiting.ts';

export interface Work {
  readonly ctx: JobContext;
  readonly door: ImportDoor;
  /** Names of what is finished already. */
  readonly done: ReadonlySet<string>;
  /** Told after each commit. */
  readonly tell: (told: Told) => void;
  /** Told while documents that waited are tried again. */
  readonly tellRetry: (retry: Retry) => void;
}

/** How far one round through the documents that waited is. */
export interface Retry {
  readonly tried: number;
  readonly of: number;
}

export interface Told {
  readonly written: number;
  readonly refusals: readonly Refusal[];
  /** Documents more that wait; less than 0 when some do no longer. */
  readonly waiting: number;
}

export interface PartTask {
  readonly part: Part;
  readonly name: string;
  /** Refused before anything could be written; told with this part. */
  readonly refused: readonly Refused[];
  /** True: what refers to something that is not there waits for later; false: it is refused. */
  readonly mayWait: boolean;
  /** The documents that have waited, with their numbers there: their waiting ends with the part. */
  readonly waited?: ReadonlyMap<Item, string>;
}

/** A part on its way: what is still to be written, and what was taken out. */
interface Pending {
  readonly writes: readonly PartWrite[];
  readonly refusals: readonly Refusal[];
  readonly waiting: readonly Waiting[];
  readonly items: readonly Item[];
}

export async function writePart(task: PartTask, work: Work): Promise<void> {
  const refusals = task.refused.map(refusalOf);
  const items = task.part.writes.map(({ item }) => item);
  await finish({ writes: task.part.writes, refusals, waiting: [], items }, task, work);
}

async function finish(begun: Pending, task: PartTask, work: Work): Promise<void> {
  if (work.done.has(task.name)) return;
  let pending = begun;
  for (;;) {
    const refusal = await attempt(pending, task, work);
    if (!refusal) return;
    const found = blame(task, pending.writes, refusal);
    if (found.faulty.size === 0) return halves(pending, task, work);
    pending = without(found, pending, task);
  }
}

/** Undefined when it is written; else why it was refused. */
async function attempt(pending: Pending, task: PartTask, { ctx, door, tell }: Work): Promise<OutcomeError | undefined> {
  const { writes, refusals, waiting, items } = pending;
  const ended = items.flatMap((item) => task.waited?.get(item) ?? []);
  const alongside = async (query: Within) => {
    await endWaiting(query, ended);
    await keepWaiting(query, ctx.job.id, waiting);
  };
  const advance = advanceOf(pending, task.name);
  try {
    if (writes.length > 0) {
      const calls = writes.map(({ call }) => call);
      await door.writeAll({
        calls,
        literals: task.part.literals,
        alongside: async (tx) => {
          const query: Within = (statement) => tx.query(statement);
          await alongside(query);
          await ctx.advance(query, advance);
        },
      });
    } else {
      await ctx.step(async (query) => {
        await alongside(query);
        return advance;
      });
    }
  } catch (error) {
    if (error instanceof OutcomeError && error.status < 500 && error.status !== 408) return error;
    throw error;
  }
  tell({ written: writes.length, refusals, waiting: waiting.length - ended.length });
  return undefined;
}

function advanceOf({ writes, refusals }: Pending, name: string) {
  const refused = refusals.reduce((sum, { count }) => sum + count, 0);
  const result = {
    written: writes.length,
    refused,
    ...(refusals.length > 0 && { refusals: refusals.map(refusalJson) }),
  };
  return { unit: { name, result }, done: writes.length, refused };
}

/** Takes the faulty writes out; a part that stands, falls or waits as a whole becomes empty. */
function without({ faulty, early }: Blame, pending: Pending, { part }: PartTask): Pending {
  const writes = pending.writes.filter((write) => !faulty.has(write));
  const refusals = [...pending.refusals];
  const waiting = [...pending.waiting];
  const whole = part.takes === 'all' || (part.bundle && early.size > 0);
  for (const [write, error] of whole ? [...faulty].slice(0, 1) : faulty) {
    const { item, entry, call } = write;
    const refusal = refusalOf(whole ? { item, error, count: faulty.size } : { item, entry, call, error, count: 1 });
    if (early.has(write)) waiting.push(waitingOf(item, refusal));
    else refusals.push(refusal);
  }
  return { ...pending, writes, refusals, waiting };
}

/** Nothing says which of the writes is at fault: each half is tried by itself. */
async function halves({ writes, items, ...told }: Pending, task: PartTask, work: Work): Promise<void> {
  const middle = writes.length >> 1;
  const first = writes.slice(0, middle);
  const second = writes.slice(middle);
  const later = new Set(second.map(({ item }) => item));
  const now = items.filter((item) => !later.has(item));
  await finish({ ...told, writes: first, items: now }, { ...task, name: `${task.name}/0` }, work);
  const rest = { writes: second, items: [...later], refusals: [], waiting: [] };
  await finish(rest, { ...task, name: `${task.name}/1` }, work);
}
