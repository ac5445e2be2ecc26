/** Checks a proof with nothing but the file and public keys, and says in plain words what it shows. docs/ledger.md */
import type { Cryptography } from '../cryptography.ts';
import { entryOf } from '../leaf/commitment.ts';
import type { Statement } from '../leaf/kinds.ts';
import { Malformed } from '../malformed.ts';
import { type Checkpoint, parseCheckpoint } from '../note/checkpoint.ts';
import { parseVerifierKey } from '../note/keys.ts';
import type { Note } from '../note/note.ts';
import { openNote } from '../note/open.ts';
import { equal } from '../octets/octets.ts';
import { type TreeHash, treeHash } from '../tree/hash.ts';
import { verifyInclusion } from '../tree/inclusion.ts';
import { type ProofBundle, parseBundle } from './bundle.ts';
import type { Opening } from './opening.ts';

export interface TrustedKeys {
  /** Verifier keys of the log, as text; one is enough. */
  readonly log: readonly string[];
  /** Verifier keys of witnesses that are trusted. */
  readonly witnesses: readonly string[];
  /** How many of them must have cosigned. */
  readonly quorum: number;
}

export interface Verifier extends Cryptography {
  readonly keys: TrustedKeys;
}

export interface Finding {
  readonly check: 'form' | 'content' | 'row' | 'leaf' | 'signature' | 'witnesses';
  readonly holds: boolean;
  /** A sentence for whoever reads the result. */
  readonly words: string;
}

export interface BundleReport {
  /** Every check holds. */
  readonly holds: boolean;
  readonly findings: readonly Finding[];
  /** What is proven, and where; absent where the file or a key could not be read. */
  readonly proven?: { readonly statement: Statement; readonly index: bigint; readonly checkpoint: Checkpoint };
  /** Trusted witnesses that saw this checkpoint, and when (seconds since 1970). */
  readonly witnessed: readonly { readonly name: string; readonly time: bigint }[];
}

/** Of any text whatever; never throws for what is in the file or the keys. */
export async function verifyBundle(file: string, verifier: Verifier): Promise<BundleReport> {
  try {
    const bundle = parseBundle(file);
    const checkpoint = parseCheckpoint(bundle.checkpoint.text);
    const signatures = await signatureFindings(bundle, checkpoint, verifier);
    const hash = treeHash(verifier.sha256);
    const findings = [
      ...contentFindings(bundle.opening, hash),
      leafFinding(bundle, checkpoint, hash),
      ...signatures.findings,
    ];
    return {
      holds: findings.every(({ holds }) => holds),
      findings,
      proven: { statement: (bundle.opening.row ?? bundle.opening).statement, index: bundle.index, checkpoint },
      witnessed: signatures.witnessed,
    };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return { holds: false, findings: [{ check: 'form', holds: false, words: error.message }], witnessed: [] };
  }
}

function contentFindings({ row, ...batch }: Opening, hash: TreeHash): Finding[] {
  if (!row) return [contentFinding(batch, hash)];
  const { statement, salt, index, proof } = row;
  const { statement: outer } = batch;
  const holds =
    statement.kind === 'access' &&
    outer.kind === 'accesses' &&
    verifyInclusion(
      { index, size: outer.rows, leafHash: hash.leaf(entryOf(statement, salt, hash)), root: outer.root, proof },
      hash,
    );
  const words = holds
    ? `The access is row ${index} of its batch.`
    : 'The access is not in the batch that the log holds: it or its batch was altered.';
  return [contentFinding(row, hash), { check: 'row', holds, words }];
}

function contentFinding({ statement, content }: Omit<Opening, 'row'>, hash: TreeHash): Finding {
  if (!content)
    return {
      check: 'content',
      holds: true,
      words: 'The file holds no content; compare its digest with that of your copy.',
    };
  const holds = 'content' in statement && equal(hash.sha256(content), statement.content);
  const words = holds
    ? 'The content is, byte for byte, what was recorded.'
    : 'The content is not what was recorded: it was altered after that.';
  return { check: 'content', holds, words };
}

function leafFinding(
  { opening, index, proof }: ProofBundle,
  { size, root, origin }: Checkpoint,
  hash: TreeHash,
): Finding {
  const leafHash = hash.leaf(entryOf(opening.statement, opening.salt, hash));
  const holds = verifyInclusion({ index, size, leafHash, root, proof }, hash);
  const words = holds
    ? `The log ${origin} holds it at position ${index} of ${size}.`
    : `The log ${origin} does not hold it at position ${index} of ${size}: what is stated or where was altered, or it was never recorded.`;
  return { check: 'leaf', holds, words };
}

async function signatureFindings({ checkpoint: note }: ProofBundle, { origin }: Checkpoint, verifier: Verifier) {
  const { keys, sha256 } = verifier;
  const read = (text: string) => parseVerifierKey(text, sha256);
  const logKeys = keys.log.map(read);
  const witnessKeys = keys.witnesses.map(read);
  if (logKeys.some(({ type }) => type !== 'ed25519') || witnessKeys.some(({ type }) => type !== 'cosignature'))
    throw new Malformed('Keys of the log are of type 1 (Ed25519), those of witnesses of type 4 (cosignature).');
  const { signed, forged } = await openNote(note, [...logKeys, ...witnessKeys], verifier);
  const byLog = signed.filter(({ key }) => logKeys.includes(key) && key.name === origin);
  const witnessed = signed.flatMap(({ key, time }) => (time === undefined ? [] : [{ name: key.name, time }]));
  const forgery = forged.map(({ name }) => `The signature of ${name} is false. `).join('');
  const signature: Finding = {
    check: 'signature',
    holds: byLog.length > 0 && forged.length === 0,
    words: `${forgery}${byLog.length > 0 ? `The checkpoint is signed by ${origin}.` : `No key that you trust for ${origin} signed the checkpoint${signersOf(note)}.`}`,
  };
  const witnesses: Finding = {
    check: 'witnesses',
    holds: witnessed.length >= keys.quorum,
    words: `${witnessed.length} of ${witnessKeys.length} trusted witnesses cosigned the checkpoint; ${keys.quorum} are asked for.`,
  };
  return { findings: [signature, witnesses], witnessed };
}

/** Whose signatures it claims to have, so that a wrong key is told from a missing one. */
function signersOf({ signatures }: Note): string {
  const names = signatures.slice(0, 5).map(({ name, keyId }) => `${name}+${keyId.toString(16).padStart(8, '0')}`);
  return `: it names ${names.join(', ')}`;
}
