/** Writes many resources through the one door: some hundred in a transaction, two transactions at a time. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { WriteCall } from '@charthouse/fhir-api';
import { OutcomeError, type Resource } from '@charthouse/fhir-model';
import { upsert } from '../import/upsert.ts';
import type { Parts } from '../wire.ts';

/** Of a transaction that others get in the way of: desks work on the same charts meanwhile. */
const attempts = 6;

const isPassing = (error: unknown) => error instanceof OutcomeError && (error.status === 409 || error.status === 503);

const atOnce = 500;
const lanes = 2;

export interface Writing {
  readonly parts: Pick<Parts, 'door' | 'settings'>;
  readonly signal: AbortSignal;
  /** Told after each transaction. */
  readonly onWritten: (count: number) => void;
}

const caller = { kind: 'system', name: 'charthouse demo', client: 'charthouse demo' } as const;

/** Groups are kept together: what is in one may refer to each other and to what was written in an earlier call. */
export async function writeGroups(groups: Iterable<readonly Resource[]>, writing: Writing): Promise<void> {
  const batches = batchesOf(groups);
  const lane = async () => {
    for (let next = batches.next(); !next.done; next = batches.next()) {
      writing.signal.throwIfAborted();
      await writeCalls(
        next.value.map((resource) => upsert(resource, '')),
        writing,
      );
      writing.onWritten(next.value.length);
      await new Promise(setImmediate); // a signal is heard between two transactions
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: lanes }, lane));
  for (const result of ended) if (result.status === 'rejected') throw result.reason;
}

export async function writeCalls(calls: readonly WriteCall[], { parts }: Pick<Writing, 'parts'>): Promise<void> {
  const base = parts.settings.publicUrl ?? '';
  const placed = calls.map((call, i) => ({ ...call, place: call.place || `#${i}` }));
  for (let attempt = 1; ; attempt++)
    try {
      await parts.door.writeAll({ calls: placed, literals: [], base }, caller);
      return;
    } catch (error) {
      if (!isPassing(error) || attempt === attempts) throw error;
      await sleep(attempt * 500);
    }
}

function* batchesOf(groups: Iterable<readonly Resource[]>): Generator<Resource[]> {
  let batch: Resource[] = [];
  for (const group of groups) {
    batch.push(...group);
    if (batch.length < atOnce) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
