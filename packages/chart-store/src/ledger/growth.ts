/** What the parts of a step of the sequencer add to. */
import type { NewLeaf } from './leaves.ts';

/** Leaves in order. */
export interface Growth {
  /** Position of the first. */
  readonly from: bigint;
  readonly leaves: NewLeaf[];
}

/** The position that the next leaf of the step will have. */
export function nextPosition({ from, leaves }: Growth): bigint {
  return from + BigInt(leaves.length);
}
