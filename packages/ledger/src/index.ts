export { auditLeaves, beginAudit, endAudit, type KnownHead } from './audit/audit.ts';
export type { AuditedLeaf } from './audit/differences.ts';
export { accessBatch, entryLength, entryOf, kindOfEntry, leafHashOf, type SaltedRow } from './leaf/commitment.ts';
export type { Kind, Statement } from './leaf/kinds.ts';
export { parseStatement, writeStatement } from './leaf/statement.ts';
export { Malformed } from './malformed.ts';
export { parseCheckpoint, writeCheckpoint } from './note/checkpoint.ts';
export {
  parseSignerKey,
  parseVerifierKey,
  type VerifierKey,
  verifierKey,
  writeSignerKey,
  writeVerifierKey,
} from './note/keys.ts';
export { type Note, type NoteSignature, parseNote, writeNote, writeSignatureLine } from './note/note.ts';
export { cosign, openNote, signNote } from './note/open.ts';
export { type ProofBundle, parseBundle, splitBundles, writeBundle } from './proof/bundle.ts';
export type { Opening } from './proof/opening.ts';
export { type ProofFacts, proofFacts } from './proof/proof-facts.ts';
export { readTrustedKeys } from './proof/trusted-keys.ts';
export { type BundleReport, type TrustedKeys, verifyBundle } from './proof/verify-bundle.ts';
export { proofInWords } from './proof/words.ts';
export { append, type Edge, emptyEdge, readEdge, rootOfEdge } from './tiles/edge.ts';
export { parseEntries, writeEntries } from './tiles/entries.ts';
export { readConsistencyProof, readInclusionProof, readRoot } from './tiles/read-tiles.ts';
export { parseTilePath, type Tile, tilePath, tilesOfAppend } from './tiles/tile.ts';
export { verifyConsistency } from './tree/consistency.ts';
export { emptyFrontier, extend, rootOf } from './tree/frontier.ts';
export { type TreeHash, treeHash } from './tree/hash.ts';
export { verifyInclusion } from './tree/inclusion.ts';
export type { Cosigned } from './witness/judge.ts';
export { parseAddCheckpoint, readAnswer, writeAddCheckpoint } from './witness/messages.ts';
export { addCheckpoint, type Witness } from './witness/witness.ts';
