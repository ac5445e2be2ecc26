/** A small log with a proof of one version in it, signed and witnessed. */
import {
  append,
  cosign,
  emptyEdge,
  entryOf,
  readInclusionProof,
  rootOfEdge,
  type Statement,
  signNote,
  type Tile,
  tilePath,
  treeHash,
  verifierKey,
  writeBundle,
  writeCheckpoint,
  writeVerifierKey,
} from '@charthouse/ledger';
import { sha256, signerOf } from '../ledger/cryptography.ts';

const hash = treeHash(sha256);
const origin = 'hospital.example/log';
const log = signerOf(new Uint8Array(32).fill(1));
const witness = signerOf(new Uint8Array(32).fill(2));
const stranger = signerOf(new Uint8Array(32).fill(3));
const logKey = verifierKey({ name: origin, type: 'ed25519', publicKey: log.publicKey }, sha256);
const witnessKey = verifierKey(
  { name: 'university.example', type: 'cosignature', publicKey: witness.publicKey },
  sha256,
);
const strangerKey = verifierKey({ name: origin, type: 'ed25519', publicKey: stranger.publicKey }, sha256);

/** Verifier keys as text. */
export const keyTexts = {
  log: writeVerifierKey(logKey),
  witness: writeVerifierKey(witnessKey),
  stranger: writeVerifierKey(strangerKey),
};

/** A proof of one version with this content, leaf 3 of 9. */
export async function proofOf(content = '{"resourceType":"Patient","id":"p1"}'): Promise<string> {
  const bytes = new TextEncoder().encode(content);
  const salt = new Uint8Array(16).fill(9);
  const time = BigInt(Date.UTC(2026, 10, 22, 14, 32, 7)) * 1000n;
  const statement: Statement = {
    ...{ kind: 'version', type: 'Patient', id: 'p1', version: 3n, time, deleted: false },
    content: sha256(bytes),
  };
  const leaves = Array.from({ length: 9 }, (_, at) => hash.leaf(Uint8Array.of(at)));
  const { edge, tiles } = append(emptyEdge, leaves.with(3, hash.leaf(entryOf(statement, salt, hash))), hash);
  const readTile = (tile: Tile) => tiles.find(({ path }) => path === tilePath(tile))!.bytes;
  const text = writeCheckpoint({ origin, size: edge.size, root: rootOfEdge(edge, hash), extensions: [] });
  const signatures = [
    await signNote(text, logKey, log.sign),
    await cosign(text, { key: witnessKey, time: BigInt(Date.UTC(2026, 10, 22, 14, 32, 8)) / 1000n }, witness.sign),
  ];
  return writeBundle({
    opening: { statement, salt, content: bytes },
    index: 3n,
    proof: await readInclusionProof(3n, edge.size, { readTile, hash }),
    checkpoint: { text, signatures },
  });
}
