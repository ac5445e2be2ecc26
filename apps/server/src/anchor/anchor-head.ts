/** Brings the newest head of the log into a public chain, and compares what the chain keeps. docs/adr/0015-heads-in-a-public-chain.md */
import type { LedgerHeads } from '@charthouse/chart-store';
import type { Anchor } from '@charthouse/ledger-anchor';
import { sha256 } from '../ledger/cryptography.ts';

export type AnchorOutcome =
  /** The chain has the newest head now. */
  | { readonly kind: 'anchored'; readonly size: bigint; readonly transaction: string }
  /** It had it already, or the log has none yet. */
  | { readonly kind: 'nothing new'; readonly size: bigint }
  /** The log does not continue what the chain keeps. */
  | { readonly kind: 'rewritten'; readonly reason: string };

export async function anchorHead(anchor: Anchor, heads: LedgerHeads): Promise<AnchorOutcome> {
  const newest = await heads.newest();
  if (!newest) return { kind: 'nothing new', size: 0n };
  const origin = originHash(newest.origin);
  const kept = await anchor.head(origin);
  const reason = kept && (await disagreement(kept, newest, heads));
  if (reason) return { kind: 'rewritten', reason };
  if (kept?.size === newest.size) return { kind: 'nothing new', size: newest.size };
  const proof = kept ? await heads.prove(kept.size, newest.size) : [];
  const { transaction } = await anchor.put(origin, newest, proof);
  return { kind: 'anchored', size: newest.size, transaction };
}

/** What the chain keeps of this log is what the tiles lead to; a sentence where it is not. */
export async function disagreement(
  kept: { readonly size: bigint; readonly root: Uint8Array; readonly time: bigint },
  newest: { readonly size: bigint },
  heads: Pick<LedgerHeads, 'rootAt'>,
): Promise<string | undefined> {
  const when = new Date(Number(kept.time) * 1000).toISOString();
  if (kept.size > newest.size)
    return `The chain has kept a head of ${kept.size} leaves since ${when}, the log has ${newest.size}: it was rolled back.`;
  if (Buffer.compare(await heads.rootAt(kept.size), kept.root) === 0) return undefined;
  return `The first ${kept.size} leaves of the log do not lead to the head that the chain has kept since ${when}: they were rewritten.`;
}

/** By which the contract knows a log: it holds no names. */
export function originHash(origin: string): Uint8Array {
  return sha256(Buffer.from(origin));
}
