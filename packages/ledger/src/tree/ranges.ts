/** Which parts of a tree a proof is made of. https://www.rfc-editor.org/rfc/rfc6962#section-2.1.1 */

/** The leaves from `start` up to, not including, `end`. */
export interface Range {
  readonly start: bigint;
  readonly end: bigint;
}

/** Sizes and positions are bigint; more leaves than this are refused (a proof then has at most 64 hashes). */
export const largestSize = 2n ** 63n - 1n;

/** The siblings on the way from the leaf to the root, the leaf's own first. Needs 0 <= index < size. */
export function inclusionRanges(index: bigint, size: bigint): Range[] {
  const path: Range[] = [];
  let start = 0n;
  let end = size;
  while (end - start > 1n) {
    const middle = start + largestPowerBelow(end - start);
    path.push(index < middle ? { start: middle, end } : { start, end: middle });
    if (index < middle) end = middle;
    else start = middle;
  }
  return path.reverse();
}

/** The parts that show a tree of `from` leaves to be the beginning of one of `to`. Needs 0 < from <= to. */
export function consistencyRanges(from: bigint, to: bigint): Range[] {
  const path: Range[] = [];
  let start = 0n;
  let end = to;
  while (from !== end) {
    const middle = start + largestPowerBelow(end - start);
    path.push(from <= middle ? { start: middle, end } : { start, end: middle });
    if (from <= middle) end = middle;
    else start = middle;
  }
  if (start > 0n) path.push({ start, end });
  return path.reverse();
}

/** A full subtree: the leaves from index * 2^height on, 2^height of them. */
export interface Subtree {
  readonly height: number;
  readonly index: bigint;
}

/** The full subtrees that a part of a tree consists of, left to right. The part is one that a proof asks for. */
export function subtreesOf({ start, end }: Range): Subtree[] {
  const subtrees: Subtree[] = [];
  for (let at = start; at < end; ) {
    const height = bitLength(end - at) - 1;
    subtrees.push({ height, index: at >> BigInt(height) });
    at += 1n << BigInt(height);
  }
  return subtrees;
}

/** The largest power of two below n; n > 1. */
function largestPowerBelow(n: bigint): bigint {
  return 1n << BigInt(bitLength(n - 1n) - 1);
}

function bitLength(n: bigint): number {
  return n === 0n ? 0 : n.toString(2).length;
}
