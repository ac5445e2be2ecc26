/** Verifies the whole ledger against the record, in flat memory, as it is at one moment. docs/ledger.md */
import { sql } from '@charthouse/fhir-search';
import { type AuditedLeaf, auditLeaves, beginAudit, type Edge, endAudit } from '@charthouse/ledger';
import pg from 'pg';
import type { Within } from '../jobs/kind.ts';
import { within } from '../jobs/run-job.ts';
import { changesDiffer } from './audit-changes.ts';
import { headsOf, type TrustedHeads } from './audit-heads.ts';
import { destroyedLeaves, recordedLeaves, type Stretch } from './audit-leaves.ts';
import { straysOf } from './audit-strays.ts';
import { storedTree } from './audit-tiles.ts';
import { contentSettings } from './content.ts';
import { hash } from './cryptography.ts';
import { nameOfLeaf } from './name-leaf.ts';

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
  /** Size and keeper of the largest head that the log leads to. */
  readonly lastMet?: { readonly size: number; readonly by: string };
  /** Resources stored before there was a ledger may still wait for their leaves. */
  readonly filling: boolean;
}

/** Leaves at a time: 256 tiles of 64 make a stretch. */
const length = 64n * 256n;

/** @throws Error when the database cannot be read, or the signal is aborted */
export async function auditLedger(options: AuditOptions): Promise<LedgerReport> {
  const client = new pg.Client({
    connectionString: options.connectionString,
    application_name: 'charthouse verify',
    options: [...contentSettings, 'jit=off', 'statement_timeout=0', 'work_mem=64MB']
      .map((one) => `-c ${one}`)
      .join(' '),
  });
  client.on('error', () => {}); // fails the query that runs
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    return await audit(within(client), options);
  } finally {
    await client.end().catch(() => {});
  }
}

async function audit(query: Within, options: AuditOptions): Promise<LedgerReport> {
  const [ledger] = await query<{ origin: string | null; size: string; filled: string | null }>(
    sql`select origin, size::text, filled::text from ledger`,
  );
  if (!ledger) throw new Error('The database has no ledger: run the migrations.');
  const size = BigInt(ledger.size);
  const heads = await headsOf(query, options);
  const tiles: string[] = [];
  let state = beginAudit(heads.known);
  let edge: Edge | undefined;
  for (let from = 0n; from < size; from += length) {
    options.signal?.throwIfAborted();
    const stretch = { from, to: from + length < size ? from + length : size };
    const tree = await storedTree(query, stretch, edge);
    edge = tree.edge;
    tiles.push(...tree.wrong.slice(0, 20 - tiles.length));
    state = auditLeaves(state, await pairs(query, stretch, tree.logged), hash);
    options.onProgress?.(Number(stretch.to), Number(size));
  }
  const report = endAudit(state, hash);
  const findings = [
    ...(await named(query, report.findings)),
    ...heads.refused,
    ...tiles,
    ...(await changesDiffer(query)),
    ...(await straysOf(query)).map((name) => `${name} is stored and has no leaf: it was put in past the server.`),
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
    ...(met && { lastMet: { size: Number(met.size), by: met.by } }),
    filling: ledger.filled !== null,
  };
}

/** The pairs of a stretch. */
async function pairs(query: Within, stretch: Stretch, logged: readonly Uint8Array[]): Promise<AuditedLeaf[]> {
  const recorded = await recordedLeaves(query, stretch);
  const destroyed = await destroyedLeaves(query, stretch);
  return logged.map((one, i) => {
    const named = destroyed.get(stretch.from + BigInt(i));
    return { logged: one, ...(recorded[i] && { recorded: recorded[i] }), ...(named && { destroyed: named }) };
  });
}

/** The sentences of an audit, with the row that each is about. */
async function named(
  query: Within,
  findings: readonly { readonly position: bigint; readonly words: string }[],
): Promise<string[]> {
  const sentences: string[] = [];
  for (const { position, words } of findings) {
    const name = await nameOfLeaf(query, position);
    sentences.push(name ? `${words} (${name})` : words);
  }
  return sentences;
}
