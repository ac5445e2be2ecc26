/** Keeps the ledger: gives leaves to what was written, a fraction of a second behind; one process at a time, whichever comes first. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Sql, sql } from '@charthouse/fhir-search';
import type { Edge } from '@charthouse/ledger';
import pg from 'pg';
import { statementNames } from '../connections/statement-names.ts';
import type { Within } from '../jobs/kind.ts';
import { type Beginning, beginLedger } from './begin.ts';
import { publish, signCheckpoint, thinCheckpoints } from './checkpoints.ts';
import { contentSettings } from './content.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { LedgerHalted, type Step, sequence, type Waits } from './sequence.ts';

export interface SequencerOptions extends Beginning {
  readonly connectionString: string;
  /** Told why nothing is added, once for each reason. No record content. */
  readonly onHalted: (reason: string) => void;
  readonly onFailure: (error: unknown) => void;
}

export interface Sequencer {
  /** Ends after the step that runs. */
  close(): Promise<void>;
}

/** Milliseconds: between looks for what waits; for the place of the one sequencer; after a failure; between two times that checkpoints are thinned out. */
const pauses = { look: 150, place: 1_000, failure: 1_000, halted: 5_000, thin: 600_000 };

/** Keyed lookups only: a plan made while a table was small must not scan it when it has grown. */
const settings = [
  ...contentSettings,
  'enable_seqscan=off',
  'enable_hashjoin=off',
  'enable_mergejoin=off',
  'jit=off',
  'plan_cache_mode=force_generic_plan',
  'synchronous_commit=on',
  'statement_timeout=60s',
];

export function startSequencer(options: SequencerOptions): Sequencer {
  const stop = new AbortController();
  const ended = keepSequencing(options, stop.signal);
  return {
    close: async () => {
      stop.abort();
      await ended;
    },
  };
}

async function keepSequencing(options: SequencerOptions, signal: AbortSignal): Promise<void> {
  let told = '';
  while (!signal.aborted) {
    const pause = await oneTerm(options, signal).catch((error: unknown) => {
      const halted = error instanceof LedgerHalted;
      const words = error instanceof Error ? error.message : String(error);
      if (words !== told) halted ? options.onHalted(words) : options.onFailure(error);
      told = words;
      return halted ? pauses.halted : pauses.failure;
    });
    await sleep(pause, undefined, { signal }).catch(() => {});
  }
}

/** From getting the place until it is lost or given up: answers how long to wait before trying again. */
async function oneTerm(options: SequencerOptions, signal: AbortSignal): Promise<number> {
  const client = new pg.Client({
    connectionString: options.connectionString,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    application_name: 'charthouse ledger',
    options: settings.map((setting) => `-c ${setting}`).join(' '),
  });
  client.on('error', () => {}); // a lost connection fails the step that uses it, and its lock is gone with it
  await client.connect();
  try {
    const query = oneAtATime(planningOnce(client));
    const [place] = await query<{ mine: boolean }>(
      sql`select pg_try_advisory_lock(hashtextextended('charthouse ledger', 0)) as mine`,
    );
    if (!place?.mine) return pauses.place;
    const begun = await inTransaction(query, () => beginLedger(query, options));
    if ('halted' in begun) throw new LedgerHalted(begun.halted);
    await follow({ query, origin: begun.origin, options }, signal);
    return 0;
  } finally {
    await client.end().catch(() => {});
  }
}

/** The same few statements come several times a second: they are parsed and planned once. */
function planningOnce(client: pg.Client): Within {
  const names = statementNames();
  return async <Row>({ text, values }: Sql) =>
    (await client.query({ name: names(text), text, values: [...values] })).rows as Row[];
}

interface Term {
  readonly query: Within;
  readonly origin: string;
  readonly options: SequencerOptions;
}

async function follow({ query, origin, options }: Term, signal: AbortSignal): Promise<void> {
  let edge: Edge | undefined;
  let published = -1n;
  let thinned = performance.now();
  for (let more = true; !signal.aborted; ) {
    const began = performance.now();
    const waits: Waits | undefined = more ? undefined : await waiting(query);
    if (more || waits) {
      const step: Step = await inTransaction(query, () => sequence(query, { known: edge, waits }));
      ({ edge, more } = step);
      if (edge.size > published && edge.size > 0n) {
        const { signers } = await options.keys(origin); // read anew: they may have been rotated
        await publish(query, await signCheckpoint(edge, signers), options.head);
      }
      published = edge.size;
    }
    if (performance.now() - thinned > pauses.thin) {
      await thinCheckpoints(query);
      thinned = performance.now();
    }
    const left = pauses.look - (performance.now() - began);
    if (!more) await sleep(Math.max(left, 10), undefined, { signal }).catch(() => {});
  }
}

/** Undefined: nothing waits. */
async function waiting(query: Within): Promise<Waits | undefined> {
  const [row] = await query<Waits & { readonly others: boolean }>(sql`
    select exists (select from outbox o join outbox_consumer c on c.name = 'ledger'
        where (o.xid, o.seq) > (c.xid, c.seq) and o.xid < pg_snapshot_xmin(pg_current_snapshot())) as versions,
      exists (select from access_pending a where a.xid < pg_snapshot_xmin(pg_current_snapshot())) as accesses,
      exists (select from ledger_change c where c.pos is null) as changes,
      exists (select from ledger where filled is not null or halted is not null) as others`);
  return row && (row.versions || row.accesses || row.changes || row.others) ? row : undefined;
}

async function inTransaction<T>(query: Within, work: () => Promise<T>): Promise<T> {
  await query(sql`begin`);
  try {
    const result = await work();
    await query(sql`commit`);
    return result;
  } catch (error) {
    await query(sql`rollback`).catch(() => {}); // what failed is told, not that its connection is gone
    throw error;
  }
}
