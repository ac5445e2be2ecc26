/** One step of the sequencer: what waits gets leaves, tiles grow, all in the caller's transaction. docs/ledger.md */
import { sql } from '@charthouse/fhir-search';
import { append, type Edge, readEdge } from '@charthouse/ledger';
import type { Within } from '../jobs/kind.ts';
import { moveOutboxPosition, outboxPosition } from '../outbox/consumer.ts';
import { addAccessesLeaf } from './accesses.ts';
import { addChangeLeaves } from './changes.ts';
import { hash } from './cryptography.ts';
import { addDestructionLeaf } from './destruction.ts';
import { fillVersions } from './fill.ts';
import type { Growth } from './growth.ts';
import { waitingVersions } from './leaves.ts';
import { tileReader, writeTiles } from './tile-table.ts';
import { addVersionLeaves } from './versions.ts';

/** Name of the sequencer as a reader of the outbox. */
const consumer = 'ledger';

/** Versions, and access rows, that one step takes. */
const most = 4_000;

export interface Step {
  readonly edge: Edge;
  readonly leaves: number;
  /** There was more than one step takes. */
  readonly more: boolean;
}

/** The ledger is not added to until somebody has looked at it. */
export class LedgerHalted extends Error {
  override readonly name = 'LedgerHalted';
}

/** Of what something waits. Of others there is nothing to ask in a step. */
export interface Waits {
  readonly changes: boolean;
  readonly versions: boolean;
  readonly accesses: boolean;
}

interface Begun {
  /** The edge after the last step of this process; it is read again when another process has added leaves. */
  readonly known?: Edge | undefined;
  /** Default: everything may wait. */
  readonly waits?: Waits | undefined;
}

const all: Waits = { changes: true, versions: true, accesses: true };

/** @throws LedgerHalted */
export async function sequence(query: Within, { known, waits = all }: Begun): Promise<Step> {
  const [ledger] = await query<{ size: string; halted: string | null; filled: string | null }>(
    sql`select size::text, halted, filled::text from ledger for update`,
  );
  if (!ledger || ledger.halted !== null) throw new LedgerHalted(ledger?.halted ?? 'it has no row');
  const size = BigInt(ledger.size);
  const edge = known?.size === size ? known : await readEdge(size, tileReader(query));
  const growth: Growth = { from: size, leaves: [] };
  const counts = [
    waits.changes ? await addChangeLeaves(query, most, growth) : 0,
    waits.versions ? await addVersions(query, growth) : 0,
    waits.accesses ? await addAccessesLeaf(query, most, growth) : 0,
  ];
  const filled =
    ledger.filled === null ? 0 : await fillVersions(query, { after: ledger.filled, limit: most / 4 }, growth);
  const more = filled > 0 || counts.some((count) => count >= most);
  if (growth.leaves.length === 0) return { edge, leaves: 0, more };
  const entries = growth.leaves.map(({ entry }) => entry);
  const hashes = entries.map((entry) => hash.leaf(entry));
  const grown = append(edge, hashes, hash);
  await writeTiles(query, grown.tiles, { from: size, entries });
  await query(sql`update ledger set size = ${grown.edge.size}::int8`);
  return { edge: grown.edge, leaves: entries.length, more };
}

/** Follows the outbox. A destruction is a step of its own: the leaves that it names have their places by then. */
async function addVersions(query: Within, growth: Growth): Promise<number> {
  const waiting = await waitingVersions(query, await outboxPosition(query, consumer), most);
  const expunged = waiting.findIndex(({ op }) => op === 'X');
  const rows = expunged < 0 ? waiting : waiting.slice(0, Math.max(expunged, 1));
  const last = rows.at(-1);
  if (!last) return 0;
  const stored = rows.filter(({ time, known }) => time !== null && !known);
  await addVersionLeaves(query, stored, growth);
  if (last.op === 'X') await addDestructionLeaf(query, last, growth);
  await moveOutboxPosition(query, consumer, last);
  return expunged < 0 ? rows.length : most;
}
