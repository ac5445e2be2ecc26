import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyFrontier, extend, rootOf, verifyConsistency, verifyInclusion } from '../index.ts';
import { entryAt, hash, leafAt, leaves, sha256 } from '../ledger.testing.ts';
import { equal, joined } from '../octets/octets.ts';
import { verifySubtreeConsistency } from './consistency.ts';
import { verifySubtreeInclusion } from './inclusion.ts';
import { consistencyRanges, inclusionRanges, largestSize, type Range, subtreesOf } from './ranges.ts';

/** The definition itself, as RFC 6962 words it. */
function treeHashOf(leafHashes: readonly Uint8Array[]): Uint8Array {
  if (leafHashes.length === 0) return sha256(new Uint8Array(0));
  if (leafHashes.length === 1) return leafHashes[0]!;
  let k = 1;
  while (k * 2 < leafHashes.length) k *= 2;
  return sha256(joined(Uint8Array.of(1), treeHashOf(leafHashes.slice(0, k)), treeHashOf(leafHashes.slice(k))));
}

const all = leaves(300);
const rootAt = (size: number) => treeHashOf(all.slice(0, size));
const proofOf = (ranges: readonly Range[]) =>
  ranges.map(({ start, end }) => treeHashOf(all.slice(Number(start), Number(end))));
const sizes = fc.integer({ min: 1, max: 300 });

/** A copy with one bit changed. */
export function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[(bit >> 3) % copy.length]! ^= 1 << (bit & 7);
  return copy;
}

it('hashes leaves and nodes apart, and the empty tree as nothing', () => {
  expect(hash.leaf(entryAt(1))).toEqual(sha256(joined(Uint8Array.of(0), entryAt(1))));
  expect(hash.node(leafAt(1), leafAt(2))).toEqual(sha256(joined(Uint8Array.of(1), leafAt(1), leafAt(2))));
  expect(Buffer.from(hash.empty).toString('hex')).toMatch(/^e3b0c44298fc1c14/);
});

it('has the root of RFC 6962 at every size, however the leaves came', () => {
  let tree = emptyFrontier;
  for (let size = 0; size <= 70; size++) {
    expect(tree.size).toBe(BigInt(size));
    expect(rootOf(tree, hash)).toEqual(rootAt(size));
    tree = extend(tree, [leafAt(size)], hash);
  }
  fc.assert(
    fc.property(sizes, sizes, (a, b) => {
      const [from, to] = a < b ? [a, b] : [b, a];
      const grown = extend(extend(emptyFrontier, all.slice(0, from), hash), all.slice(from, to), hash);
      expect(rootOf(grown, hash)).toEqual(rootAt(to));
    }),
    { numRuns: 30 },
  );
});

describe('inclusion', () => {
  const claims = fc.tuple(sizes, fc.nat()).map(([size, any]) => {
    const index = any % size;
    const proof = proofOf(inclusionRanges(BigInt(index), BigInt(size)));
    return { index: BigInt(index), size: BigInt(size), leafHash: leafAt(index), root: rootAt(size), proof };
  });

  it('is proven for every leaf', () => {
    fc.assert(
      fc.property(claims, (claim) => verifyInclusion(claim, hash)),
      { numRuns: 200 },
    );
  });

  it('is refused once any bit, number or length is another', () => {
    fc.assert(
      fc.property(claims, fc.nat(), (claim, any) => {
        const { index, size, proof, leafHash, root } = claim;
        const wrong = [
          { ...claim, leafHash: flipped(leafHash, any) },
          { ...claim, root: flipped(root, any) },
          { ...claim, proof: [...proof, root] },
          { ...claim, proof: [new Uint8Array(0), ...proof] },
          { ...claim, proof: proof.map((one) => one.slice(1)), leafHash: leafHash.slice(proof.length === 0 ? 1 : 0) },
          { ...claim, index: index + 1n },
          { ...claim, index: -1n - index },
          { ...claim, index: index + size },
          { ...claim, size: 0n },
          { ...claim, size: -size },
          ...proof.map((_, at) => ({ ...claim, proof: proof.toSpliced(at, 1) })),
          ...proof.map((one, at) => ({ ...claim, proof: proof.with(at, flipped(one, any)) })),
        ];
        expect(wrong.filter((one) => verifyInclusion(one, hash))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('of a subtree is that of a tree of its own', () => {
    const claim = { index: 9n, leafHash: leafAt(9), root: treeHashOf(all.slice(8, 13)) };
    const proof = [leafAt(8), treeHashOf(all.slice(10, 12)), leafAt(12)];
    expect(verifySubtreeInclusion({ ...claim, proof, start: 8n, end: 13n }, hash)).toBe(true);
    expect(verifySubtreeInclusion({ ...claim, proof, start: 9n, end: 14n }, hash)).toBe(false);
    expect(verifySubtreeInclusion({ ...claim, proof, start: 8n, end: 8n }, hash)).toBe(false);
  });
});

describe('consistency', () => {
  const pairs = fc.tuple(sizes, sizes).map(([a, b]) => {
    const [from, to] = a < b ? [a, b] : [b, a];
    const proof = proofOf(consistencyRanges(BigInt(from), BigInt(to)));
    return { from: { size: BigInt(from), root: rootAt(from) }, to: { size: BigInt(to), root: rootAt(to) }, proof };
  });

  it('is proven between any two sizes', () => {
    fc.assert(
      fc.property(pairs, (claim) => verifyConsistency(claim, hash)),
      { numRuns: 200 },
    );
  });

  it('is refused once any bit, size or length is another', () => {
    fc.assert(
      fc.property(pairs, fc.nat(), (claim, any) => {
        const { from, to, proof } = claim;
        const wrong = [
          { ...claim, from: { ...from, root: flipped(from.root, any) } },
          { ...claim, to: { ...to, root: flipped(to.root, any) } },
          { ...claim, proof: [...proof, to.root] },
          { ...claim, from: { ...from, size: 0n } },
          { ...claim, from: { ...from, size: to.size + 1n } },
          { ...claim, from: { ...from, size: -from.size }, to: { ...to, size: -to.size } },
          ...proof.map((_, at) => ({ ...claim, proof: proof.toSpliced(at, 1) })),
          ...proof.map((one, at) => ({ ...claim, proof: proof.with(at, flipped(one, any)) })),
        ];
        expect(wrong.filter((one) => verifyConsistency(one, hash))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('from the empty tree proves nothing', () => {
    const to = { size: 3n, root: rootAt(3) };
    expect(verifyConsistency({ from: { size: 0n, root: hash.empty }, to, proof: [] }, hash)).toBe(false);
    expect(
      verifySubtreeConsistency({ subtree: { start: 1n, end: 1n, root: hash.empty }, tree: to, proof: [] }, hash),
    ).toBe(true);
  });
});

it('knows sizes far beyond 2^53', () => {
  const size = largestSize;
  expect(inclusionRanges(size - 1n, size)).toHaveLength(62);
  expect(inclusionRanges(0n, size)).toHaveLength(63);
  expect(consistencyRanges(2n ** 60n + 1n, size)).toHaveLength(64);
  expect(subtreesOf({ start: 2n ** 62n, end: size }).map(({ height }) => height)).toEqual(
    Array.from({ length: 62 }, (_, at) => 61 - at),
  );
  const proof = Array.from({ length: 63 }, () => leafAt(1));
  const claim = { index: 0n, size, leafHash: leafAt(0), proof };
  let root = leafAt(0);
  for (const one of proof) root = hash.node(root, one);
  expect(verifyInclusion({ ...claim, root }, hash)).toBe(true);
  expect(verifyInclusion({ ...claim, size: size * 2n + 2n, root }, hash)).toBe(false);
  expect(equal(root, leafAt(0))).toBe(false);
});
