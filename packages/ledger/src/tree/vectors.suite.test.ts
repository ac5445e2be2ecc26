/** The proof vectors of https://github.com/transparency-dev/merkle. */

import { describe, expect, it } from 'vitest';
import { verifyConsistency, verifyInclusion } from '../index.ts';
import { hash, vectors } from '../ledger.testing.ts';
import { verifySubtreeConsistency } from './consistency.ts';
import { verifySubtreeInclusion } from './inclusion.ts';

interface Vector {
  readonly file: string;
  readonly proof: readonly string[] | null;
  readonly wantErr: boolean;
}
type Numbers<K extends string> = Readonly<Record<K, bigint>>;
type Hashes<K extends string> = Readonly<Record<K, string>>;

const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));
const proofOf = ({ proof }: Vector) => (proof ?? []).map(bytes);
const isSize = /^(leafIdx|treeSize|size1|size2|size|start|end)$/;

function read<T>(name: string): (Vector & T)[] {
  const exact = vectors.text(`rfc6962-merkle-vectors/${name}.json`).replace(/: (\d{16,})/g, ': "$1"');
  return JSON.parse(exact, (key, value) => (isSize.test(key) ? BigInt(value) : value));
}

describe.skipIf(vectors.absent)(`the vectors of RFC 6962${vectors.reason}`, () => {
  it('of inclusion', () => {
    const cases = read<Numbers<'leafIdx' | 'treeSize'> & Hashes<'root' | 'leafHash'>>('inclusion');
    const accepted = (one: (typeof cases)[number]) =>
      verifyInclusion(
        {
          index: one.leafIdx,
          size: one.treeSize,
          root: bytes(one.root),
          leafHash: bytes(one.leafHash),
          proof: proofOf(one),
        },
        hash,
      );
    expect(cases.length).toBeGreaterThan(50);
    expect(cases.filter((one) => accepted(one) === one.wantErr).map(({ file }) => file)).toEqual([]);
  });

  it('of consistency', () => {
    const cases = read<Numbers<'size1' | 'size2'> & Hashes<'root1' | 'root2'>>('consistency');
    const accepted = (one: (typeof cases)[number]) =>
      verifyConsistency(
        {
          from: { size: one.size1, root: bytes(one.root1) },
          to: { size: one.size2, root: bytes(one.root2) },
          proof: proofOf(one),
        },
        hash,
      );
    expect(cases.length).toBeGreaterThan(50);
    expect(cases.filter((one) => accepted(one) === one.wantErr).map(({ file }) => file)).toEqual([]);
  });

  it('of inclusion in subtrees', () => {
    const cases = read<Numbers<'leafIdx' | 'start' | 'end'> & Hashes<'root' | 'leafHash'>>('subtreeinclusion');
    const accepted = ({ leafIdx, start, end, ...one }: (typeof cases)[number]) =>
      verifySubtreeInclusion(
        { index: leafIdx, start, end, root: bytes(one.root), leafHash: bytes(one.leafHash), proof: proofOf(one) },
        hash,
      );
    expect(cases.length).toBeGreaterThan(100);
    expect(cases.filter((one) => accepted(one) === one.wantErr).map(({ file }) => file)).toEqual([]);
  });

  it('of consistency of subtrees', () => {
    const cases = read<Numbers<'start' | 'end' | 'size'> & Hashes<'root1' | 'root2'>>('subtreeconsistency');
    const accepted = ({ start, end, size, ...one }: (typeof cases)[number]) =>
      verifySubtreeConsistency(
        {
          subtree: { start, end, root: bytes(one.root1) },
          tree: { size, root: bytes(one.root2) },
          proof: proofOf(one),
        },
        hash,
      );
    expect(cases.length).toBeGreaterThan(70);
    expect(cases.filter((one) => accepted(one) === one.wantErr).map(({ file }) => file)).toEqual([]);
  });
});
