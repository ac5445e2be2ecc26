/** What others are shown of the log: its newest signed head, and proofs that one head continues another. docs/ledger.md */
import { sql } from '@charthouse/fhir-search';
import { readConsistencyProof, readRoot } from '@charthouse/ledger';
import type { Within } from '../jobs/kind.ts';
import { headOf } from './checkpoints.ts';
import { hash } from './cryptography.ts';
import { tileReader } from './tile-table.ts';

export interface LedgerHead {
  readonly origin: string;
  readonly size: bigint;
  readonly root: Uint8Array;
  /** Signed by the log, without cosignatures. */
  readonly note: string;
}

export interface LedgerHeads {
  /** Undefined while there is none. */
  newest(): Promise<LedgerHead | undefined>;
  /** The root of the first leaves, as the tiles lead to it now. */
  rootAt(size: bigint): Promise<Uint8Array>;
  /** Consistency from a smaller tree to a larger one. */
  prove(from: bigint, to: bigint): Promise<readonly Uint8Array[]>;
}

export function ledgerHeads(query: Within): LedgerHeads {
  const source = { readTile: tileReader(query), hash };
  return {
    newest: async () => {
      const [row] = await query<{ note: string }>(sql`select note from ledger_checkpoint order by size desc limit 1`);
      return row && { ...headOf(row.note), note: row.note };
    },
    rootAt: (size) => readRoot(size, source),
    prove: (from, to) => readConsistencyProof(from, to, source),
  };
}
