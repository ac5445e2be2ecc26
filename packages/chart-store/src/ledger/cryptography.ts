/** SHA-256 of Node, as the ledger takes it. */
import { hash as digest } from 'node:crypto';
import { type TreeHash, treeHash } from '@charthouse/ledger';

/** By way of letters: Node takes three times as long to make a Buffer for it. */
export const sha256 = (bytes: Uint8Array | string): Uint8Array =>
  Buffer.from(digest('sha256', bytes, 'binary'), 'binary');

/** Not shared between what runs at the same time: it reuses its buffers, but never across a wait. */
export const hash: TreeHash = treeHash(sha256);
