/**
 * Looks at charts again when something in them changes: admission, discharge, a document filed, retracted or moved, an order, a
 * signature. Follows the outbox; what it does is the same when it is done twice.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type ChartStore,
  moveOutboxPosition,
  type OutboxRow,
  outboxPosition,
  readOutbox,
} from '@charthouse/chart-store';
import {
  followSuspensions,
  rulesPrincipal,
  settingsNow,
  settleEncounters,
  stillWatched,
  touchedEncounters,
  watchedTypes,
} from '@charthouse/desks/completion/server';
import type { Door } from '@charthouse/fhir-api';
import type { Resource } from '@charthouse/fhir-model';
import type { Log } from '../serve/log.ts';

export interface FollowCharts {
  readonly store: ChartStore;
  readonly door: Door;
  readonly log: Pick<Log, 'warn'>;
}

const consumer = 'completion';
const pause = 1_000;
/** Rows of the outbox that are looked at together: a chart that changed often is looked at once. */
const rowsAtOnce = 1_000;

/** Begins at once; the function it returns ends it, after the step that runs. */
export function followCharts(parts: FollowCharts): () => Promise<void> {
  const stop = new AbortController();
  const { signal } = stop;
  const loop = async () => {
    while (!signal.aborted) {
      const began = performance.now();
      const done = await followStep(parts).catch((error) => {
        parts.log.warn({ err: error }, 'charts that changed could not be looked at; it is tried again');
        return 0;
      });
      const rest = done < rowsAtOnce ? pause : performance.now() - began; // others come first while much is written
      await sleep(rest, undefined, { signal }).catch(() => {});
    }
  };
  const ended = loop();
  return () => {
    stop.abort();
    return ended;
  };
}

/** One step: how many rows it has passed. */
export async function followStep({ store, door, log }: FollowCharts): Promise<number> {
  const [position, rows] = await store.transaction(async (tx) => {
    const from = await outboxPosition(tx.query, consumer);
    return [from, await readOutbox(tx.query, from, rowsAtOnce)] as const;
  });
  const last = rows.at(-1);
  if (!last || position === undefined) return 0;
  const versions = await versionsOf(rows, store);
  if (versions.length > 0) {
    const asking = { door, principal: rulesPrincipal };
    const reading = { ...asking, settings: await settingsNow(asking), now: Date.now() };
    const ids = await stillWatched(await touchedEncounters(versions, asking), reading);
    const { refused } = await settleEncounters(ids, reading);
    for (const { id, reason } of refused)
      log.warn({ encounter: id, reason }, 'the work of a chart could not be written');
    if (ids.length > 0) await followSuspensions({ ...reading, now: Date.now() });
  }
  await store.transaction((tx) => moveOutboxPosition(tx.query, consumer, last));
  return rows.length;
}

/** What was written last, and what stood there before: a document that was moved concerns both charts. */
async function versionsOf(rows: readonly OutboxRow[], store: ChartStore): Promise<Resource[]> {
  const watched = rows
    .map((row) => ({ ...row, type: store.ids.typeName(row.tid) }))
    .filter(({ type }) => watchedTypes.has(type));
  const changed = new Map(watched.map((row) => [`${row.type}/${row.id}`, row]));
  const current = await store.readMany([...changed.values()].map(({ type, id }) => ({ type, id })));
  const before = await Promise.all(
    watched.filter(({ version }) => version > 1).map(({ type, id, version }) => store.vread(type, id, version - 1)),
  );
  return [...current.values(), ...before]
    .flatMap((version) => (version && version.body !== '' ? [version.body] : []))
    .map((body) => JSON.parse(body) as Resource);
}
