/** Checks proofs that a leaf is in a tree. https://www.rfc-editor.org/rfc/rfc9162#section-2.1.3.2 */
import { equal } from '../octets/octets.ts';
import { hashLength, type TreeHash } from './hash.ts';

export interface InclusionClaim {
  readonly index: bigint;
  readonly size: bigint;
  readonly leafHash: Uint8Array;
  readonly root: Uint8Array;
  /** Sibling of the leaf first. */
  readonly proof: readonly Uint8Array[];
}

export function verifyInclusion(claim: InclusionClaim, hash: TreeHash): boolean {
  const root = rootFromInclusion(claim, hash);
  return root !== undefined && equal(root, claim.root);
}

/** The root that leaf and proof lead to; undefined where no tree of that size has such a proof. */
function rootFromInclusion(claim: Omit<InclusionClaim, 'root'>, hash: TreeHash): Uint8Array | undefined {
  const { index, size, leafHash, proof } = claim;
  if (index < 0n || index >= size) return undefined;
  if ([leafHash, ...proof].some((one) => one.length !== hashLength)) return undefined;
  let node = leafHash;
  let at = index;
  let last = size - 1n;
  for (const sibling of proof) {
    if (last === 0n) return undefined;
    if ((at & 1n) === 1n || at === last) {
      node = hash.node(sibling, node);
      while ((at & 1n) === 0n && at !== 0n) {
        at >>= 1n;
        last >>= 1n;
      }
    } else node = hash.node(node, sibling);
    at >>= 1n;
    last >>= 1n;
  }
  return last === 0n ? node : undefined;
}

/**
 * A leaf in the subtree of the leaves from `start` up to, not including, `end`.
 * https://datatracker.ietf.org/doc/html/draft-ietf-plants-merkle-tree-certs-03#section-4.3
 */
export function verifySubtreeInclusion(
  claim: Omit<InclusionClaim, 'size'> & { readonly start: bigint; readonly end: bigint },
  hash: TreeHash,
): boolean {
  const { start, end, index } = claim;
  if (!isSubtree(start, end) || index < start) return false;
  return verifyInclusion({ ...claim, index: index - start, size: end - start }, hash);
}

/** Whether a tree can have this part as a subtree: its start is a multiple of the power of two that holds its length. */
export function isSubtree(start: bigint, end: bigint): boolean {
  if (start < 0n || start >= end) return false;
  let holds = 1n;
  while (holds < end - start) holds <<= 1n;
  return start % holds === 0n;
}
