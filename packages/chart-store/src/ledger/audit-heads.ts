/** The heads that an audit holds the log to: kept checkpoints whose signatures are true. */
import { createPublicKey, type KeyObject, verify as verifyWith } from 'node:crypto';
import { sql } from '@charthouse/fhir-search';
import { type KnownHead, openNote, parseCheckpoint, parseNote, type VerifierKey } from '@charthouse/ledger';
import type { Within } from '../jobs/kind.ts';
import { sha256 } from './cryptography.ts';
import { isGivenUp, type Resumed } from './resumptions.ts';

export interface Heads {
  readonly known: readonly KnownHead[];
  /** Sentences about notes that do not stand. */
  readonly refused: readonly string[];
  /** Cosignatures that are true. */
  readonly cosigned: number;
}

/** A note that somebody outside of the database kept. */
export interface OutsideHead {
  readonly note: string;
  /** Who kept it, as words for the report. */
  readonly by: string;
}

export interface TrustedHeads {
  /** Of the log, and of witnesses. */
  readonly keys: readonly VerifierKey[];
  readonly outside: readonly OutsideHead[];
}

export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    return verifyWith(null, message, keyOf(Buffer.from(publicKey).toString('base64url')), signature);
  } catch {
    return false; // no point of the curve
  }
}

/** Of a few keys there are many signatures. */
const keysRead = new Map<string, KeyObject>();
const mostKeys = 100;

function keyOf(x: string): KeyObject {
  const read = keysRead.get(x) ?? createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  if (keysRead.size >= mostKeys) keysRead.clear();
  keysRead.set(x, read);
  return read;
}

interface CheckpointRow {
  readonly size: string;
  readonly note: string;
  readonly lines: string[] | null;
}

/** All checkpoints of the database, and those from outside, without what was given up. */
export async function headsOf(query: Within, trusted: TrustedHeads, resumed: readonly Resumed[]): Promise<Heads> {
  const rows = await query<CheckpointRow>(sql`
    select c.size::text, c.note, (select array_agg(s.line) from ledger_cosignature s where s.size = c.size) as lines
    from ledger_checkpoint c order by c.size`);
  const known: KnownHead[] = [];
  const refused: string[] = [];
  let cosigned = 0;
  const take = async (note: string, by: string, size?: string) => {
    const opened = await open(note, trusted.keys);
    if ('reason' in opened) refused.push(`${by} ${opened.reason}`);
    else if (size !== undefined && String(opened.head.size) !== size) refused.push(`${by} is of another size.`);
    else if (!isGivenUp(opened.head, resumed))
      known.push({ ...opened.head, by, outside: size === undefined || opened.cosigned > 0 }); // who cosigned keeps it
    if (!('reason' in opened)) cosigned += opened.cosigned;
  };
  for (const { size, note, lines } of rows)
    await take(note + (lines ?? []).map((line) => `${line}\n`).join(''), `The checkpoint of ${size} leaves`, size);
  for (const { note, by } of trusted.outside) await take(note, by);
  return { known, refused, cosigned };
}

async function open(note: string, keys: readonly VerifierKey[]) {
  try {
    const parsed = parseNote(note);
    const { origin, size, root } = parseCheckpoint(parsed.text);
    const { signed, forged } = await openNote(parsed, keys, { sha256, verify: verifyEd25519 });
    const [false_] = forged;
    if (false_) return { reason: `has a false signature of ${false_.name}: it was altered.` };
    const cosigned = signed.filter(({ key }) => key.type === 'cosignature').length;
    if (signed.every(({ key }) => key.type === 'cosignature' || key.name !== origin) && cosigned === 0)
      return { reason: `is signed by none of the keys at hand for ${origin}.` };
    return { head: { origin, size, root }, cosigned };
  } catch (error) {
    return { reason: `cannot be read: ${(error as Error).message}` };
  }
}
