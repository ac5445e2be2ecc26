/** What log and witness say to each other. https://c2sp.org/tlog-witness#add-checkpoint */

import type { Cryptography } from '../cryptography.ts';
import { Malformed } from '../malformed.ts';
import type { VerifierKey } from '../note/keys.ts';
import { type Note, type NoteSignature, parseNote, parseSignatureLine, writeNote } from '../note/note.ts';
import { openNote } from '../note/open.ts';
import { fromBase64, toBase64 } from '../octets/base64.ts';
import { parseDecimal } from '../octets/numbers.ts';
import { hashLength } from '../tree/hash.ts';

/** The body of `POST <submission prefix>/add-checkpoint`. */
export interface AddCheckpoint {
  /** Size of the last checkpoint that the witness cosigned; 0 for none. */
  readonly oldSize: bigint;
  /** From there to the checkpoint. */
  readonly proof: readonly Uint8Array[];
  readonly checkpoint: Note;
}

/** What the witness answers with: a status of HTTP and a body. */
export interface WitnessAnswer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422;
  readonly contentType: 'text/plain; charset=utf-8' | 'text/x.tlog.size';
  readonly body: string;
}

const mostHashes = 63;

/** @throws Malformed for more than 63 hashes */
export function writeAddCheckpoint({ oldSize, proof, checkpoint }: AddCheckpoint): string {
  if (proof.length > mostHashes) throw new Malformed(`A consistency proof has at most ${mostHashes} hashes.`);
  return `${[`old ${oldSize}`, ...proof.map(toBase64)].join('\n')}\n\n${writeNote(checkpoint)}`;
}

/** @throws Malformed, with the line that is wrong */
export function parseAddCheckpoint(body: string): AddCheckpoint {
  const end = body.indexOf('\n\n');
  if (end < 0) throw new Malformed('The request has no empty line before its checkpoint.');
  const [old = '', ...hashes] = body.slice(0, end).split('\n');
  if (!old.startsWith('old ')) throw new Malformed('Line 1 of the request does not begin with "old ".');
  if (hashes.length > mostHashes) throw new Malformed(`The request has more than ${mostHashes} hashes.`);
  const proof = hashes.map(fromBase64);
  if (proof.some((one) => one.length !== hashLength)) throw new Malformed('A hash of the request has not 32 bytes.');
  const oldSize = parseDecimal(old.slice('old '.length), 'Line 1 of the request, the old size,');
  return { oldSize, proof, checkpoint: parseNote(body.slice(end + 2)) };
}

/** What a log learns from an answer. */
export type WitnessReply =
  | { readonly cosignatures: readonly NoteSignature[] }
  /** The witness knows a tree of this size: prove from there. Smaller than one cosigned before: it was rolled back. */
  | { readonly knownSize: bigint }
  | { readonly refused: number; readonly reason: string };

/** Reads an answer; signatures of other keys than the witness's, and false ones, are refused. Malformed answers throw. */
export async function readAnswer(
  answer: { readonly status: number; readonly body: string },
  { checkpoint, key }: { readonly checkpoint: Note; readonly key: VerifierKey },
  cryptography: Cryptography,
): Promise<WitnessReply> {
  if (answer.status === 409)
    return { knownSize: parseDecimal(answer.body.replace(/\n$/, ''), 'The size in the answer') };
  if (answer.status !== 200) return { refused: answer.status, reason: answer.body.slice(0, 500) };
  if (!answer.body.endsWith('\n')) throw new Malformed('The answer of the witness does not end with a newline.');
  const signatures = answer.body.slice(0, -1).split('\n').map(parseSignatureLine);
  const ours = signatures.filter(({ name, keyId }) => name === key.name && keyId === key.keyId);
  const { signed } = await openNote({ text: checkpoint.text, signatures: ours }, [key], cryptography);
  return signed.length > 0
    ? { cosignatures: ours }
    : { refused: 200, reason: `The answer holds no true cosignature of ${key.name}.` };
}
