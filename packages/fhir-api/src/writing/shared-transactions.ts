/**
 * Single writes that arrive at the same time share a transaction, so that one commit, and one of each statement, serves many.
 * Nobody notices: when the shared transaction is refused nothing of it is kept, and each write runs again by itself.
 */
import { setImmediate as turn } from 'node:timers/promises';
import { CommitUnknown, type TransactionOptions } from '@charthouse/chart-store';
import type { WrittenVersion } from '../recording/recorder.ts';
import type { WriteBatch, WriteResult } from './write-call.ts';

/** Shared transactions under way at a time: while they wait for the disk, the next writes gather. */
const mostUnderWay = 1;
/** Writes of one transaction at most, and characters of a resource that may travel along: nobody waits for somebody's flood. */
const mostWrites = 32;
const mostCharacters = 32_768;
/** Milliseconds: a row that somebody else holds for longer delays its own write only. */
const lockTimeout = 50;

type Run = (batch: WriteBatch, options?: TransactionOptions) => Promise<WriteResult[]>;

interface Waiting {
  readonly batch: WriteBatch;
  readonly resolve: (results: WriteResult[]) => void;
  readonly reject: (error: unknown) => void;
}

/** `run` as it is, but for single writes of known resources: those are run together. */
function sharedTransactions(run: Run): (batch: WriteBatch, characters: number) => Promise<WriteResult[]> {
  let waiting: Waiting[] = [];
  let underWay = 0;

  async function depart(): Promise<void> {
    underWay++;
    while (waiting.length) {
      await turn(); // what else has been read from the network by then travels along
      const { group, rest } = compatible(waiting);
      waiting = rest;
      if (group.length) await carry(group, run);
    }
    underWay--;
  }

  return (batch, characters) => {
    if (!canShare(batch) || characters > mostCharacters) return run(batch);
    return new Promise((resolve, reject) => {
      waiting.push({ batch, resolve, reject });
      if (underWay < mostUnderWay) void depart();
    });
  };
}

/** Writes of the same one travel together, as in a bundle; those of different ones never. */
export function sharedApart<Of extends object>(): (of: Of, run: Run) => ReturnType<typeof sharedTransactions> {
  const known = new WeakMap<Of, ReturnType<typeof sharedTransactions>>();
  return (of, run) => {
    const own = known.get(of) ?? sharedTransactions(run);
    known.set(of, own);
    return own;
  };
}

/** Criteria, keys and callers' own statements need a transaction of their own. */
function canShare({ calls, idempotencyKey, alongside }: WriteBatch): boolean {
  return calls.length === 1 && !calls[0]?.criteria && idempotencyKey === undefined && !alongside;
}

/** The first ones that can be one batch: a resource is changed once, and all have the same base. */
function compatible(waiting: readonly Waiting[]): { group: Waiting[]; rest: Waiting[] } {
  const group: Waiting[] = [];
  const rest: Waiting[] = [];
  const changed = new Set<string>();
  for (const one of waiting) {
    const { base, calls } = one.batch;
    const [call] = calls;
    const key = call?.id === undefined ? undefined : `${call.type}/${call.id}`;
    const fits = group.length < mostWrites && base === (group[0]?.batch.base ?? base) && !(key && changed.has(key));
    (fits ? group : rest).push(one);
    if (key) changed.add(key); // a later write of the same resource does not overtake an earlier one
  }
  return { group, rest };
}

async function carry(group: readonly Waiting[], run: Run): Promise<void> {
  const [first] = group as [Waiting, ...Waiting[]];
  if (group.length === 1) return alone(first, run);
  const calls = group.flatMap(({ batch }) => batch.calls);
  const literals = group.flatMap(({ batch }) => batch.literals);
  try {
    const record = (written: readonly WrittenVersion[]) =>
      group.flatMap(({ batch }, i) => batch.record?.(written.filter(({ place }) => place === i)) ?? []);
    const results = await run({ calls, literals, base: first.batch.base, record }, { lockTimeout });
    group.forEach(({ resolve }, i) => {
      resolve([results[i] as WriteResult]);
    });
  } catch (error) {
    if (error instanceof CommitUnknown) for (const { reject } of group) reject(error);
    else await Promise.all(group.map((one) => alone(one, run)));
  }
}

function alone({ batch, resolve, reject }: Waiting, run: Run): Promise<void> {
  return run(batch).then(resolve, reject);
}
