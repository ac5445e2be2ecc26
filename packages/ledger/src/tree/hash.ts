/** Hashes of the Merkle tree. https://www.rfc-editor.org/rfc/rfc6962#section-2.1 */
import type { Sha256 } from '../cryptography.ts';
import { Writer } from '../octets/writer.ts';

export const hashLength = 32;

export interface TreeHash {
  readonly sha256: Sha256;
  /** SHA-256(0x00 || entry) */
  leaf(entry: Uint8Array): Uint8Array;
  /** SHA-256(0x01 || left || right) */
  node(left: Uint8Array, right: Uint8Array): Uint8Array;
  /** For what is hashed as a whole: empty, and only until the next use. */
  writer(): Writer;
  /** The root of a tree without leaves: SHA-256 of nothing. */
  readonly empty: Uint8Array;
}

export function treeHash(sha256: Sha256): TreeHash {
  const pair = new Uint8Array(1 + 2 * hashLength); // one buffer for all nodes: a tree has as many as leaves
  pair[0] = 1;
  const writer = new Writer();
  return {
    sha256,
    leaf(entry) {
      const prefixed = new Uint8Array(1 + entry.length);
      prefixed.set(entry, 1);
      return sha256(prefixed);
    },
    node(left, right) {
      pair.set(left, 1);
      pair.set(right, 1 + hashLength);
      return sha256(pair);
    },
    writer() {
      writer.clear();
      return writer;
    },
    empty: sha256(new Uint8Array(0)),
  };
}
