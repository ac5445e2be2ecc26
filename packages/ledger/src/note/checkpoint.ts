/** Checkpoints: the head of a tree, as the text of a signed note. https://c2sp.org/tlog-checkpoint */
import { Malformed } from '../malformed.ts';
import { fromBase64, toBase64 } from '../octets/base64.ts';
import { parseDecimal } from '../octets/numbers.ts';
import { hashLength } from '../tree/hash.ts';

export interface Checkpoint {
  /** Which log it is of. */
  readonly origin: string;
  readonly size: bigint;
  readonly root: Uint8Array;
  /** Lines that we know nothing of; signed as well. */
  readonly extensions: readonly string[];
}

/**
 * Reads the text of a note.
 * @throws Malformed, with the line that is wrong
 */
export function parseCheckpoint(text: string): Checkpoint {
  const lines = text.split('\n');
  if (lines.pop() !== '' || lines.length < 3)
    throw new Malformed('A checkpoint is origin, size and root, each a line.');
  const [origin = '', size = '', root = '', ...extensions] = lines;
  if (origin === '') throw new Malformed('Line 1 of the checkpoint, the origin, is empty.');
  if (extensions.includes('')) throw new Malformed('An extension line of the checkpoint is empty.');
  const bytes = fromBase64(root);
  if (bytes.length !== hashLength) throw new Malformed('Line 3 of the checkpoint, the root, has not 32 bytes.');
  return { origin, size: parseDecimal(size, 'Line 2 of the checkpoint, the size,'), root: bytes, extensions };
}

/** @throws Malformed for what parsing would not give back */
export function writeCheckpoint({ origin, size, root, extensions }: Checkpoint): string {
  const text = `${[origin, size, toBase64(root), ...extensions].join('\n')}\n`;
  if (origin.includes('\n') || parseCheckpoint(text).extensions.length !== extensions.length)
    throw new Malformed('A line of the checkpoint holds a newline.');
  return text;
}
