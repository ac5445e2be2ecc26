/** Keys of notes as text: verifier keys, and signer keys in the form of Go's tools. https://c2sp.org/signed-note#verifier-keys */
import type { Sha256 } from '../cryptography.ts';
import { Malformed } from '../malformed.ts';
import { fromBase64, toBase64 } from '../octets/base64.ts';
import { fromBigEndian32 } from '../octets/numbers.ts';
import { joined } from '../octets/octets.ts';
import { utf8 } from '../octets/utf8.ts';

/** Type bytes of signatures. Others are assigned, too; we neither make nor verify them. */
export const keyTypes = { ed25519: 1, cosignature: 4 } as const;
export type KeyType = keyof typeof keyTypes;

export interface VerifierKey {
  readonly name: string;
  readonly type: KeyType;
  readonly keyId: number;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
}

const keyName = /^[^+\p{White_Space}]+$/u;
const form = /^([^+\p{White_Space}]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u;
const secretPrefix = 'PRIVATE+KEY+';

/** @throws Malformed for a name that signature lines cannot hold, or a key that is not 32 bytes */
export function verifierKey(of: Omit<VerifierKey, 'keyId'>, sha256: Sha256): VerifierKey {
  if (!keyName.test(of.name)) throw new Malformed(`A key cannot be named "${of.name}": no spaces, no plus, not empty.`);
  if (of.publicKey.length !== 32) throw new Malformed('An Ed25519 public key has 32 bytes.');
  const material = joined(Uint8Array.of(keyTypes[of.type]), of.publicKey);
  return { ...of, keyId: fromBigEndian32(sha256(joined(utf8(`${of.name}\n`), material))) };
}

/** @throws Malformed also for a key id that is not that of the key */
export function parseVerifierKey(text: string, sha256: Sha256): VerifierKey {
  const { name, keyId, type, material } = parseKey(text, 'verifier key');
  const key = verifierKey({ name, type, publicKey: material }, sha256);
  if (key.keyId !== keyId) throw new Malformed(`The key id in the verifier key of ${name} is not that of its key.`);
  return key;
}

export function writeVerifierKey({ name, type, keyId, publicKey }: VerifierKey): string {
  return `${name}+${hex(keyId)}+${toBase64(joined(Uint8Array.of(keyTypes[type]), publicKey))}`;
}

export interface SignerKey {
  readonly name: string;
  readonly type: KeyType;
  readonly keyId: number;
  /** The private key of RFC 8032: 32 bytes. */
  readonly seed: Uint8Array;
}

/** Secret: `PRIVATE+KEY+name+id+base64`, as golang.org/x/mod/sumdb/note. Its id cannot be checked without the public key. */
export function parseSignerKey(text: string): SignerKey {
  if (!text.startsWith(secretPrefix)) throw new Malformed(`A signer key begins with ${secretPrefix}.`);
  const { name, keyId, type, material } = parseKey(text.slice(secretPrefix.length), 'signer key');
  if (material.length !== 32) throw new Malformed('An Ed25519 private key has 32 bytes.');
  return { name, type, keyId, seed: material };
}

export function writeSignerKey({ name, type, keyId, seed }: SignerKey): string {
  return `${secretPrefix}${name}+${hex(keyId)}+${toBase64(joined(Uint8Array.of(keyTypes[type]), seed))}`;
}

function parseKey(text: string, what: string) {
  const [, name, id, encoded] = form.exec(text) ?? [];
  if (!name || !id || !encoded) throw new Malformed(`The ${what} is not of the form name+8 hex digits+base64.`);
  const bytes = fromBase64(encoded);
  const [type] = Object.entries(keyTypes).find(([, byte]) => byte === bytes[0]) ?? [];
  if (!type)
    throw new Malformed(`The ${what} of ${name} is of type ${bytes[0]}; 1 and 4 (Ed25519, cosignature) are known.`);
  return { name, keyId: Number.parseInt(id, 16), type: type as KeyType, material: bytes.slice(1) };
}

function hex(keyId: number): string {
  return keyId.toString(16).padStart(8, '0');
}
