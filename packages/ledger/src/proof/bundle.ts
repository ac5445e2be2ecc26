/** A proof in one file: a C2SP tlog-proof whose extra line opens the leaf. https://c2sp.org/tlog-proof */
import { Malformed } from '../malformed.ts';
import { type Note, parseNote, writeNote } from '../note/note.ts';
import { fromBase64, toBase64 } from '../octets/base64.ts';
import { parseDecimal } from '../octets/numbers.ts';
import { hashLength } from '../tree/hash.ts';
import { type Opening, parseOpening, writeOpening } from './opening.ts';

export interface ProofBundle {
  readonly opening: Opening;
  /** Position of the leaf in the log. */
  readonly index: bigint;
  /** Sibling of the leaf first. */
  readonly proof: readonly Uint8Array[];
  /** The signed checkpoint with its cosignatures. */
  readonly checkpoint: Note;
}

const firstLine = 'c2sp.org/tlog-proof@v1';
const mostHashes = 64;

export function writeBundle({ opening, index, proof, checkpoint }: ProofBundle): string {
  const lines = [firstLine, `extra ${toBase64(writeOpening(opening))}`, `index ${index}`, ...proof.map(toBase64)];
  return `${lines.join('\n')}\n\n${writeNote(checkpoint)}`;
}

/** The proofs of a file that holds several, one behind the other, as a release of information is handed over. */
export function splitBundles(file: string): string[] {
  const starts = [...file.matchAll(beginning)].map(({ index }) => index);
  return starts.length < 2 ? [file] : starts.map((at, i) => file.slice(i === 0 ? 0 : at, starts[i + 1]));
}

const beginning = /^c2sp\.org\/tlog-proof@v1$/gm;

/** @throws Malformed, also for a tlog-proof without an extra line: nothing in it says what is proven */
export function parseBundle(file: string): ProofBundle {
  if (file.startsWith(`${firstLine}\r\n`))
    throw new Malformed(
      'The lines of the proof end with CRLF: it was changed on its way. Give them their LF back, or ask for it anew.',
    );
  if (!file.startsWith(`${firstLine}\n`))
    throw new Malformed(`This is no proof of a ledger: its first line is not ${firstLine}.`);
  const end = file.indexOf('\n\n');
  if (end < 0) throw new Malformed('The proof has no empty line before its checkpoint.');
  const [, extra = '', index = '', ...hashes] = file.slice(0, end).split('\n');
  if (!extra.startsWith('extra ')) throw new Malformed('Line 2 of the proof does not begin with "extra ".');
  if (!index.startsWith('index ')) throw new Malformed('Line 3 of the proof does not begin with "index ".');
  if (hashes.length > mostHashes) throw new Malformed(`The proof has more than ${mostHashes} hashes.`);
  const proof = hashes.map(fromBase64);
  if (proof.some((one) => one.length !== hashLength)) throw new Malformed('A hash of the proof has not 32 bytes.');
  return {
    opening: parseOpening(fromBase64(extra.slice('extra '.length))),
    index: parseDecimal(index.slice('index '.length), 'Line 3 of the proof, the index,'),
    proof,
    checkpoint: parseNote(file.slice(end + 2)),
  };
}
