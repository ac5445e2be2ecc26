/** Verifies the whole ledger against the record, in flat memory, as it is at one moment. docs/ledger.md */
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from '@charthouse/fhir-search';
import { type AuditedLeaf, auditLeaves, beginAudit, type Edge, endAudit, kindOfEntry } from '@charthouse/ledger';
import pg from 'pg';
import type { Within } from '../jobs/kind.ts';
import { within } from '../jobs/run-job.ts';
import { changesDiffer } from './audit-changes.ts';
import { destructionsUntold, isDestroying } from './audit-destructions.ts';
import { headsOf, type TrustedHeads } from './audit-heads.ts';
import { destroyedLeaves, recordedEntries, type Stretch } from './audit-leaves.ts';
import { straysOf } from './audit-strays.ts';
import { lowestTiles, storedTree } from './audit-tiles.ts';
import { contentSettings } from './content.ts';
import { hash } from './cryptography.ts';
import { nameOfLeaf } from './name-leaf.ts';
import { resumedInWords, resumptionsOf } from './resumptions.ts';

export interface AuditOptions extends TrustedHeads {
  readonly connectionString: string;
  readonly signal?: AbortSignal;
  /** Told after each stretch. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface LedgerReport {
  readonly holds: boolean;
  readonly origin: string | null;
  readonly leaves: number;
  readonly destroyed: number;
  /** Of checkpoints. */
  readonly heads: number;
  readonly cosignatures: number;
  /** Sentences, the first that is wrong first. */
  readonly findings: readonly string[];
  /** Sentences about a ledger that was let go on after a restore: signed, and for everybody to see. */
  readonly resumed: readonly string[];
  /** Size and keeper of the largest head that the log leads to. */
  readonly lastMet?: { readonly size: number; readonly by: string };
  /** Resources stored before there was a ledger may still wait for their leaves. */
  readonly filling: boolean;
}

/** Leaves at a time: 256 tiles of 64 make a stretch. */
const length = 64n * 256n;

/** @throws Error when the database cannot be read, or the signal is aborted */
export async function auditLedger(options: AuditOptions): Promise<LedgerReport> {
  const clients = [0, 1].map(() => connection(options.connectionString));
  const [client, beside] = clients as [pg.Client, pg.Client];
  try {
    for (const one of clients) await one.connect();
    await beginAfterDestructions(within(client));
    return await audit({ query: within(client), beside: within(beside), options });
  } finally {
    for (const one of clients) await one.end().catch(() => {});
  }
}

/** One moment, if possible none between a destruction and its leaf: it would seem that rows were deleted. */
async function beginAfterDestructions(query: Within): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    await query(sql`begin isolation level repeatable read read only`);
    if (attempt === patience.attempts || !(await isDestroying(query))) return;
    await query(sql`rollback`);
    await sleep(patience.pause);
  }
}

/** A leaf is there a fraction of a second later. Milliseconds. */
const patience = { attempts: 15, pause: 100 };

/** The comparing takes the other processor. */
const alone = 'max_parallel_workers_per_gather=0';

function connection(connectionString: string): pg.Client {
  const settings = [...contentSettings, 'jit=off', 'statement_timeout=0', 'work_mem=64MB', alone];
  const options = settings.map((one) => `-c ${one}`).join(' ');
  const client = new pg.Client({ connectionString, application_name: 'charthouse verify', options, pipeline: true });
  client.on('error', () => {}); // fails the query that runs
  return client;
}

interface Reading {
  readonly query: Within;
  /** Another connection, for what is asked while `query` is busy. */
  readonly beside: Within;
  readonly options: AuditOptions;
}

async function audit(reading: Reading): Promise<LedgerReport> {
  const { query, options } = reading;
  const [ledger] = await query<{ origin: string | null; size: string; filled: string | null }>(
    sql`select origin, size::text, filled::text from ledger`,
  );
  if (!ledger) throw new Error('The database has no ledger: run the migrations.');
  const resumed = await resumptionsOf(query);
  const heads = await headsOf(query, options, resumed);
  const { report, tiles, versions } = await fold(reading, BigInt(ledger.size), beginAudit(heads.known));
  const findings = [
    ...(await named(query, report.findings)),
    ...heads.refused,
    ...tiles,
    ...(await changesDiffer(query)),
    ...(await destructionsUntold(query)),
    ...(await straysOf(query, versions)).map(
      (name) => `${name} is stored and has no leaf: it was put in past the server.`,
    ),
  ];
  const met = report.lastMet;
  return {
    holds: findings.length === 0,
    origin: ledger.origin,
    leaves: Number(report.leaves),
    destroyed: Number(report.destroyed),
    heads: heads.known.length,
    cosignatures: heads.cosigned,
    findings,
    resumed: resumed.map(resumedInWords),
    ...(met && { lastMet: { size: Number(met.size), by: met.by } }),
    filling: ledger.filled !== null,
  };
}

/** Goes through the log; the database reads a stretch while the one before is compared. */
async function fold({ query, beside, options }: Reading, size: bigint, begun: ReturnType<typeof beginAudit>) {
  const tiles: string[] = [];
  let state = begun;
  let edge: Edge | undefined;
  let versions = 0;
  const stretchFrom = (from: bigint): Stretch => ({ from, to: from + length < size ? from + length : size });
  const coming: ReturnType<typeof read>[] = [];
  for (let asked = 0n, at = 0n; at < size; at += length) {
    options.signal?.throwIfAborted();
    for (; coming.length < stretchesAhead && asked < size; asked += length)
      coming.push(ahead(read(query, stretchFrom(asked))));
    const { stretch, rows, recorded, destroyed } = await coming.shift()!;
    const tree = await storedTree(stretch, rows, { edge, beside });
    edge = tree.edge;
    tiles.push(...tree.wrong.slice(0, mostTiles - tiles.length));
    const pairs = tree.logged.map((logged, i): AuditedLeaf => {
      const named = destroyed.size > 0 ? destroyed.get(stretch.from + BigInt(i)) : undefined;
      const entry = recorded[i];
      if (entry && kindOfEntry(entry) === 'version') versions++;
      return { logged, recorded: entry && tree.leafOf(entry, i), destroyed: named };
    });
    state = auditLeaves(state, pairs, tree.nodes);
    options.onProgress?.(Number(stretch.to), Number(size));
  }
  return { report: endAudit(state, hash), tiles, versions };
}

/** Asked for before they are compared: the database is never without work. */
const stretchesAhead = 3;

/** Findings about tiles that are told. */
const mostTiles = 20;

async function read(query: Within, stretch: Stretch) {
  const [rows, recorded, destroyed] = await Promise.all([
    lowestTiles(query, stretch),
    recordedEntries(query, stretch),
    destroyedLeaves(query, stretch),
  ]);
  return { stretch, rows, recorded, destroyed };
}

/** A failure is told to who waits for it, later. */
function ahead<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

/** The sentences of an audit, with the row that each is about. */
async function named(query: Within, findings: ReturnType<typeof endAudit>['findings']): Promise<string[]> {
  const sentences: string[] = [];
  for (const { kind, position, words } of findings) {
    const name = kind === 'rewritten' ? undefined : await nameOfLeaf(query, position); // somewhere from there on
    sentences.push(name ? `${words} (${name})` : words);
  }
  return sentences;
}
