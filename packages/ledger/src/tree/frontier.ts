/** A tree that only grows, kept as the roots of its full subtrees: one hash for each bit of its size. */
import type { TreeHash } from './hash.ts';

export interface Frontier {
  readonly size: bigint;
  /** At k: the root of the full subtree of 2^k leaves, where bit k of the size is set. */
  readonly roots: readonly (Uint8Array | undefined)[];
}

export const emptyFrontier: Frontier = { size: 0n, roots: [] };

/** The tree with these leaf hashes appended. */
export function extend(frontier: Frontier, leafHashes: readonly Uint8Array[], hash: TreeHash): Frontier {
  const roots = [...frontier.roots];
  for (const leaf of leafHashes) {
    let node = leaf;
    let height = 0;
    for (let left = roots[0]; left; left = roots[height]) {
      node = hash.node(left, node);
      roots[height] = undefined;
      height += 1;
    }
    roots[height] = node;
  }
  return { size: frontier.size + BigInt(leafHashes.length), roots };
}

export function rootOf(frontier: Frontier, hash: TreeHash): Uint8Array {
  return foldRoots(frontier.roots, undefined, hash) ?? hash.empty;
}

/** The root over full subtrees and, to the right of them, what is already `right`. */
export function foldRoots(
  roots: Frontier['roots'],
  right: Uint8Array | undefined,
  hash: TreeHash,
): Uint8Array | undefined {
  return roots.reduce((folded, root) => (root && folded ? hash.node(root, folded) : (root ?? folded)), right);
}

/** The root of a whole tree of these leaf hashes. */
export function rootOfLeaves(leafHashes: readonly Uint8Array[], hash: TreeHash): Uint8Array {
  return rootOf(extend(emptyFrontier, leafHashes, hash), hash);
}
