/** A witness: cosigns checkpoints of the logs it knows, each only once it continues the one before. https://c2sp.org/tlog-witness */
import type { Cryptography, Sign } from '../cryptography.ts';
import { readOrReason } from '../malformed.ts';
import { type Checkpoint, parseCheckpoint } from '../note/checkpoint.ts';
import type { VerifierKey } from '../note/keys.ts';
import { type NoteSignature, writeNote, writeSignatureLine } from '../note/note.ts';
import { cosign, openNote } from '../note/open.ts';
import { treeHash } from '../tree/hash.ts';
import { type Cosigned, knownSize, refusal, refuse } from './judge.ts';
import { parseAddCheckpoint, type WitnessAnswer } from './messages.ts';

export interface Witness extends Cryptography {
  /** Keys of the logs that are witnessed, by origin. */
  readonly logs: ReadonlyMap<string, readonly VerifierKey[]>;
  /** Of type `cosignature`. */
  readonly key: VerifierKey;
  readonly sign: Sign;
  /** Seconds since 1970. */
  readonly now: () => bigint;
  readonly memory: WitnessMemory;
}

/** Where the witness keeps what it cosigned. It must outlive a crash. */
export interface WitnessMemory {
  latest(origin: string): Promise<Cosigned | undefined>;
  /**
   * Stores durably, and only if `from` is still the latest size of the origin (0 for none), in one atomic step.
   * Resolves to whether it did. A size equal to `from` is stored as well: its note has a newer time.
   */
  advance(
    origin: string,
    step: { readonly from: bigint; readonly to: Cosigned; readonly note: string },
  ): Promise<boolean>;
}

/** Answers the body of an add-checkpoint request. Nothing is answered with a cosignature before it is stored. */
export async function addCheckpoint(body: string, witness: Witness): Promise<WitnessAnswer> {
  const read = readOrReason(() => {
    const request = parseAddCheckpoint(body);
    return { ...request, head: parseCheckpoint(request.checkpoint.text) };
  });
  if ('reason' in read) return refuse(400, read.reason);
  const { oldSize, proof, checkpoint, head } = read.value;
  const keys = witness.logs.get(head.origin);
  if (!keys) return refuse(404, `This witness does not know the log ${head.origin}.`);
  const { signed, forged } = await openNote(checkpoint, keys, witness);
  if (signed.length === 0 || forged.length > 0)
    return refuse(403, `The checkpoint has no true signature of a key that this witness knows for ${head.origin}.`);
  const latest = await witness.memory.latest(head.origin);
  const refused = refusal({ oldSize, proof, checkpoint: head, latest }, treeHash(witness.sha256));
  if (refused) return refused;
  const cosignature = await cosign(checkpoint.text, { key: witness.key, time: witness.now() }, witness.sign);
  const byLog = checkpoint.signatures.filter((one) => signed.some(({ key }) => isOf(one, key)));
  const note = writeNote({ text: checkpoint.text, signatures: [...byLog, cosignature] });
  return (await witness.memory.advance(head.origin, { from: oldSize, to: cosignedOf(head), note }))
    ? { status: 200, contentType: 'text/plain; charset=utf-8', body: `${writeSignatureLine(cosignature)}\n` }
    : knownSize(await witness.memory.latest(head.origin));
}

const cosignedOf = ({ size, root }: Checkpoint): Cosigned => ({ size, root });
const isOf = (one: NoteSignature, { name, keyId }: VerifierKey) => one.name === name && one.keyId === keyId;
