/** Signed notes: a text and the signatures below it. https://c2sp.org/signed-note */
import { Malformed } from '../malformed.ts';
import { fromBase64, toBase64 } from '../octets/base64.ts';
import { bigEndian32, fromBigEndian32 } from '../octets/numbers.ts';
import { joined } from '../octets/octets.ts';

export interface NoteSignature {
  readonly name: string;
  /** Tells keys of one name apart; no proof of anything. */
  readonly keyId: number;
  /** What follows the key id; its form depends on the type of the key. */
  readonly signature: Uint8Array;
}

export interface Note {
  /** With its last newline. Not to be used before a signature was verified. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

const mostSignatures = 100;
const longest = 1_000_000;
const signatureLine = /^— ([^+\p{White_Space}]+) ([^ ]+)$/u;

/** @throws Malformed, with the line that is wrong */
export function parseNote(note: string): Note {
  if (note.length > longest) throw new Malformed(`The note is longer than ${longest} characters.`);
  if (!note.isWellFormed() || holdsControlCharacters(note))
    throw new Malformed('The note holds control characters or is no Unicode text.');
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n') || end + 2 === note.length)
    throw new Malformed('The note is no text, empty line and signature lines, each ended by a newline.');
  const lines = note.slice(end + 2, -1).split('\n');
  if (lines.length > mostSignatures) throw new Malformed(`The note has more than ${mostSignatures} signatures.`);
  return { text: note.slice(0, end + 1), signatures: lines.map(parseSignatureLine) };
}

function holdsControlCharacters(note: string): boolean {
  for (let at = 0; at < note.length; at++) if (note[at]! < ' ' && note[at] !== '\n') return true;
  return false;
}

/** @throws Malformed for what is no `— name base64` */
export function parseSignatureLine(line: string): NoteSignature {
  const [, name, encoded] = signatureLine.exec(line) ?? [];
  if (!name || !encoded) throw new Malformed(`"${line.slice(0, 80)}" is no signature line "— name base64".`);
  const bytes = fromBase64(encoded);
  if (bytes.length < 5) throw new Malformed(`The signature of ${name} is shorter than a key id and a signature.`);
  return { name, keyId: fromBigEndian32(bytes), signature: bytes.slice(4) };
}

/** @throws Malformed where parsing it would not give the same note */
export function writeNote({ text, signatures }: Note): string {
  if (!text.endsWith('\n')) throw new Malformed('The text of a note ends with a newline.');
  const written = `${text}\n${signatures.map((one) => `${writeSignatureLine(one)}\n`).join('')}`;
  if (parseNote(written).text !== text) throw new Malformed('The text cannot be told from the signatures.');
  return written;
}

export function writeSignatureLine({ name, keyId, signature }: NoteSignature): string {
  return `— ${name} ${toBase64(joined(bigEndian32(keyId), signature))}`;
}
