/** Checks proofs that a tree is the beginning of a larger one. https://www.rfc-editor.org/rfc/rfc9162#section-2.1.4.2 */
import { equal } from '../octets/octets.ts';
import { hashLength, type TreeHash } from './hash.ts';
import { isSubtree } from './inclusion.ts';

export interface ConsistencyClaim {
  readonly from: { readonly size: bigint; readonly root: Uint8Array };
  readonly to: { readonly size: bigint; readonly root: Uint8Array };
  readonly proof: readonly Uint8Array[];
}

/**
 * False also for a claim from the empty tree to a larger one: there is nothing to prove, and nothing is proven.
 * Trees of one size are consistent when their roots are the same and the proof is empty.
 */
export function verifyConsistency({ from, to, proof }: ConsistencyClaim, hash: TreeHash): boolean {
  if (from.size === to.size) return from.size >= 0n && proof.length === 0 && equal(from.root, to.root);
  if (from.size <= 0n) return false;
  return walk({ start: 0n, end: from.size, root: from.root }, to, { proof, hash });
}

export interface SubtreeClaim {
  /** The subtree of the leaves from `start` up to, not including, `end`. */
  readonly subtree: { readonly start: bigint; readonly end: bigint; readonly root: Uint8Array };
  readonly tree: { readonly size: bigint; readonly root: Uint8Array };
  readonly proof: readonly Uint8Array[];
}

/**
 * A subtree is part of a tree. The empty one is part of any, with its own root and an empty proof.
 * https://datatracker.ietf.org/doc/html/draft-ietf-plants-merkle-tree-certs-03#section-4.4
 */
export function verifySubtreeConsistency({ subtree, tree, proof }: SubtreeClaim, hash: TreeHash): boolean {
  const { start, end, root } = subtree;
  if (start < 0n || start > end || end > tree.size) return false;
  if (start === end)
    return proof.length === 0 && equal(root, hash.empty) && (tree.size > 0n || equal(tree.root, hash.empty));
  if (start === 0n && end === tree.size) return proof.length === 0 && equal(root, tree.root);
  return isSubtree(start, end) && walk(subtree, tree, { proof, hash });
}

interface Walk {
  readonly proof: readonly Uint8Array[];
  readonly hash: TreeHash;
}

/** Rebuilds both roots from the proof, level by level: `first` and `last` leaf of the subtree, `end` the last of the tree. */
function walk(subtree: SubtreeClaim['subtree'], tree: SubtreeClaim['tree'], { proof, hash }: Walk): boolean {
  if ([subtree.root, tree.root, ...proof].some((one) => one.length !== hashLength)) return false;
  let first = subtree.start;
  let last = subtree.end - 1n;
  let end = tree.size - 1n;
  if (end < last) return false;
  const up = () => {
    first >>= 1n;
    last >>= 1n;
    end >>= 1n;
  };
  while (first !== last && ((last & 1n) === 1n || last === end)) up();
  const [seed, ...rest] = first === last ? [subtree.root, ...proof] : proof;
  if (!seed) return false;
  let part = seed;
  let whole = seed;
  for (const sibling of rest) {
    if (end === 0n) return false;
    if ((last & 1n) === 1n || last === end) {
      if (first < last) part = hash.node(sibling, part);
      whole = hash.node(sibling, whole);
      while ((last & 1n) === 0n && last !== 0n) up();
    } else whole = hash.node(whole, sibling);
    up();
  }
  return end === 0n && equal(part, subtree.root) && equal(whole, tree.root);
}
