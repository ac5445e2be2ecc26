/** SHA-256 of Node, as the ledger takes it. */
import { hash as digest } from 'node:crypto';
import { type TreeHash, treeHash } from '@charthouse/ledger';

export const sha256 = (bytes: Uint8Array): Uint8Array => digest('sha256', bytes, 'buffer');

/** Not shared between what runs at the same time: it reuses its buffers, but never across a wait. */
export const hash: TreeHash = treeHash(sha256);
