/** A log asks a witness to cosign a checkpoint. https://c2sp.org/tlog-witness#add-checkpoint */
import {
  Malformed,
  type Note,
  type NoteSignature,
  parseCheckpoint,
  readAnswer,
  type VerifierKey,
  writeAddCheckpoint,
} from '@charthouse/ledger';
import { sha256, verify } from '../ledger/cryptography.ts';

/** A witness as its log knows it. */
export interface WitnessPeer {
  /** Of type `cosignature`. */
  readonly key: VerifierKey;
  /** Submission prefix, without a slash at its end. */
  readonly url: string;
}

export interface ForWitness {
  /** Signed by the log. */
  readonly checkpoint: Note;
  /** Size of the checkpoint that this witness cosigned last, as far as is known; 0 for none. */
  readonly oldSize: bigint;
  /** Consistency proof from a smaller tree to a larger one. */
  readonly prove: (from: bigint, to: bigint) => Promise<readonly Uint8Array[]>;
  readonly signal?: AbortSignal;
}

export type WitnessOutcome =
  /** True cosignatures of this witness, to be published. `from`: the size it knew; smaller than `oldSize` when it has forgotten some. */
  | { readonly kind: 'cosigned'; readonly cosignatures: readonly NoteSignature[]; readonly from: bigint }
  /** It says no, and will say so again: unknown log or key, or no continuation of what it cosigned. */
  | { readonly kind: 'refused'; readonly status: number; readonly reason: string }
  /** It has cosigned a larger tree of this log: a newer checkpoint, or this log was rolled back. */
  | { readonly kind: 'ahead'; readonly knownSize: bigint }
  /** No answer that can be used: try again later. */
  | { readonly kind: 'unreachable'; readonly reason: string };

/** Milliseconds for one answer. */
const patience = 10_000;
/** The witness may step on for another process of this log between two questions. */
const mostQuestions = 4;

/** Never throws for what the witness does. @throws what `prove` throws */
export async function sendToWitness(peer: WitnessPeer, asked: ForWitness): Promise<WitnessOutcome> {
  const { size } = parseCheckpoint(asked.checkpoint.text);
  let from = asked.oldSize;
  for (let question = 0; question < mostQuestions; question++) {
    if (from > size) return { kind: 'ahead', knownSize: from };
    const proof = from === 0n || from === size ? [] : await asked.prove(from, size);
    const reply = await ask(peer, writeAddCheckpoint({ oldSize: from, proof, checkpoint: asked.checkpoint }), asked);
    if ('unreachable' in reply) return { kind: 'unreachable', reason: reply.unreachable };
    if ('cosignatures' in reply) return { kind: 'cosigned', cosignatures: reply.cosignatures, from };
    if ('refused' in reply) return { kind: 'refused', status: reply.refused, reason: reply.reason };
    from = reply.knownSize;
  }
  return { kind: 'unreachable', reason: 'It names another size each time.' };
}

async function ask({ key, url }: WitnessPeer, body: string, { checkpoint, signal }: ForWitness) {
  const ended = AbortSignal.any([AbortSignal.timeout(patience), ...(signal ? [signal] : [])]);
  try {
    const headers = { 'content-type': 'text/plain; charset=utf-8' };
    const answer = await fetch(`${url}/add-checkpoint`, {
      method: 'POST',
      body,
      headers,
      signal: ended,
      redirect: 'error',
    });
    const text = await textOf(answer);
    if (answer.status >= 500 || answer.status === 429) return { unreachable: `It answers ${answer.status}.` };
    return await readAnswer({ status: answer.status, body: text }, { checkpoint, key }, { sha256, verify });
  } catch (error) {
    if (error instanceof Malformed) return { unreachable: `Its answer cannot be read: ${error.message}` };
    return { unreachable: reasonOf(error as Error) };
  }
}

/** A witness that answers without end must not fill the memory. */
const longestAnswer = 64 * 1024;

async function textOf(answer: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of answer.body ?? []) {
    length += part.length;
    if (length > longestAnswer) throw new Malformed(`it is longer than ${longestAnswer} bytes.`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** fetch says `fetch failed`, and its cause why. */
function reasonOf({ name, message, cause }: Error): string {
  if (name === 'TimeoutError') return `It did not answer within ${patience / 1000} s.`;
  const { code, message: why = message } = (cause ?? {}) as { readonly code?: unknown; readonly message?: string };
  return `It cannot be reached (${typeof code === 'string' ? code : why}).`;
}
