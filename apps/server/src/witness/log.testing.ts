/** A log as large as wanted, honest or forged, with what it would send to a witness. */
import {
  append,
  emptyEdge,
  type Note,
  readConsistencyProof,
  rootOfEdge,
  signNote,
  type Tile,
  tilePath,
  treeHash,
  verifierKey,
  writeCheckpoint,
  writeVerifierKey,
} from '@charthouse/ledger';
import { sha256, signerOf } from '../ledger/cryptography.ts';

const hash = treeHash(sha256);

export interface TestLog {
  readonly origin: string;
  readonly vkey: string;
  checkpoint(size: number): Promise<Note>;
  prove(from: bigint, to: bigint): Promise<readonly Uint8Array[]>;
}

/** `forgedAt`: the leaf that is another than in the honest log. */
export function testLog(origin: string, { forgedAt = -1, seed = 1 } = {}): TestLog {
  const { publicKey, sign } = signerOf(new Uint8Array(32).fill(seed));
  const key = verifierKey({ name: origin, type: 'ed25519', publicKey }, sha256);
  const leaf = (at: number) => hash.leaf(Uint8Array.of(at & 255, at >> 8, at === forgedAt ? 1 : 0));
  const grown = (size: number) =>
    append(
      emptyEdge,
      Array.from({ length: size }, (_, at) => leaf(at)),
      hash,
    );
  return {
    origin,
    vkey: writeVerifierKey(key),
    checkpoint: async (size) => {
      const { edge } = grown(size);
      const text = writeCheckpoint({ origin, size: edge.size, root: rootOfEdge(edge, hash), extensions: [] });
      return { text, signatures: [await signNote(text, key, sign)] };
    },
    prove: async (from, to) => {
      const { tiles } = grown(Number(to));
      const readTile = (tile: Tile) => tiles.find(({ path }) => path === tilePath(tile))!.bytes;
      return readConsistencyProof(from, to, { readTile, hash });
    },
  };
}
