/** Signs notes and says whose signatures a note truly has. https://c2sp.org/signed-note, https://c2sp.org/tlog-cosignature */
import type { Cryptography, Sign } from '../cryptography.ts';
import { Malformed } from '../malformed.ts';
import { bigEndian64, fromBigEndian64 } from '../octets/numbers.ts';
import { equal, joined } from '../octets/octets.ts';
import { utf8 } from '../octets/utf8.ts';
import { strictly } from './ed25519.ts';
import type { VerifierKey } from './keys.ts';
import type { Note, NoteSignature } from './note.ts';

/** A signature that was verified. */
export interface Signed {
  readonly key: VerifierKey;
  /** Of a cosignature: when it was made, in seconds since 1970. */
  readonly time?: bigint;
}

export interface Opened {
  /** One for each known key, with the latest time. */
  readonly signed: readonly Signed[];
  /** Known keys of which a signature is false: the note as a whole is to be rejected. */
  readonly forged: readonly VerifierKey[];
}

/**
 * Looks at every signature whose name and key id are those of a known key, and at no other.
 * @throws Malformed for two different keys of one name and key id: their signatures cannot be told apart
 */
export async function openNote(note: Note, keys: readonly VerifierKey[], cryptography: Cryptography): Promise<Opened> {
  const known = new Map<string, VerifierKey>();
  for (const key of keys) {
    const other = known.get(idOf(key));
    if (other && !(other.type === key.type && equal(other.publicKey, key.publicKey)))
      throw new Malformed(`Two keys named ${key.name} have the same key id; configure one of them.`);
    known.set(idOf(key), key);
  }
  const verify = strictly(cryptography.verify);
  const signed = new Map<VerifierKey, Signed>();
  const forged = new Set<VerifierKey>();
  for (const signature of note.signatures) {
    const key = known.get(idOf(signature));
    if (!key) continue;
    const made = messageOf(note.text, key, signature);
    if (!made || !(await verify(key.publicKey, made.message, made.signature))) forged.add(key);
    else if ((signed.get(key)?.time ?? -1n) <= (made.time ?? 0n)) signed.set(key, { key, time: made.time });
  }
  return { signed: [...signed.values()].filter(({ key }) => !forged.has(key)), forged: [...forged] };
}

const idOf = ({ name, keyId }: { readonly name: string; readonly keyId: number }) => `${name} ${keyId}`;

/** What was signed; undefined where the signature has not the form of its type. */
function messageOf(text: string, key: VerifierKey, { signature }: NoteSignature) {
  if (key.type === 'ed25519') return { message: utf8(text), signature, time: undefined };
  if (signature.length !== 8 + 64) return undefined;
  const time = fromBigEndian64(signature);
  return time < 0n ? undefined : { message: cosignedMessage(text, time), signature: signature.slice(8), time };
}

/** The signature of a note's text with a key of type `ed25519`. */
export async function signNote(text: string, key: VerifierKey, sign: Sign): Promise<NoteSignature> {
  return { name: key.name, keyId: key.keyId, signature: await sign(utf8(text)) };
}

/** The cosignature of a checkpoint's text with a key of type `cosignature`; `time` in seconds since 1970. */
export async function cosign(
  text: string,
  at: { readonly key: VerifierKey; readonly time: bigint },
  sign: Sign,
): Promise<NoteSignature> {
  if (at.time <= 0n || at.time >= 2n ** 63n) throw new RangeError('The time of a cosignature is positive, below 2^63.');
  const signature = joined(bigEndian64(at.time), await sign(cosignedMessage(text, at.time)));
  return { name: at.key.name, keyId: at.key.keyId, signature };
}

function cosignedMessage(text: string, time: bigint): Uint8Array {
  return utf8(`cosignature/v1\ntime ${time}\n${text}`);
}
