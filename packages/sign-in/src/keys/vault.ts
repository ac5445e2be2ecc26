/** Encrypts the secrets that have to be read again, with keys that are not in the database. AES-256-GCM: https://csrc.nist.gov/pubs/sp/800/38/d/final */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

export interface Vault {
  /** `place`: what the secret is of; it cannot be opened as that of something else. */
  seal(secret: string, place: string): string;
  /** Undefined when it was sealed with a key that is not here, for another place, or altered. */
  open(sealed: string, place: string): string | undefined;
  /** False for what is in clear, or sealed with an older key. */
  isCurrent(sealed: string): boolean;
}

interface Key {
  readonly id: string;
  readonly bytes: Buffer;
}

const prefix = 'sealed';

/** The first key seals, all open. @throws Error for a key that is too short to be one */
export function openVault(texts: readonly string[]): Vault {
  const keys = texts.map(keyOf);
  const [first] = keys;
  if (!first) throw new Error('there is no key for the secrets of sign-in');
  return {
    seal: (secret, place) => seal(first, secret, place),
    open: (sealed, place) => {
      const [head, id, ...parts] = sealed.split('.');
      if (head !== prefix) return sealed; // from before secrets were sealed
      const key = keys.find((one) => one.id === id);
      return key && unseal(key, parts, place);
    },
    isCurrent: (sealed) => sealed.startsWith(`${prefix}.${first.id}.`),
  };
}

function keyOf(text: string): Key {
  if (text.length < 32) throw new Error('a key for the secrets of sign-in has at least 32 characters');
  const bytes = Buffer.from(hkdfSync('sha256', text, '', 'charthouse sign-in secrets', 32));
  return { bytes, id: createHash('sha256').update('id').update(bytes).digest('base64url').slice(0, 8) };
}

function seal({ id, bytes }: Key, secret: string, place: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', bytes, nonce).setAAD(Buffer.from(place));
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return [prefix, id, ...[nonce, text, cipher.getAuthTag()].map((part) => part.toString('base64url'))].join('.');
}

function unseal({ bytes }: Key, parts: readonly string[], place: string): string | undefined {
  const [nonce, text, tag] = parts.map((part) => Buffer.from(part, 'base64url'));
  if (nonce?.length !== 12 || !text || tag?.length !== 16) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', bytes, nonce, { authTagLength: 16 });
  try {
    decipher.setAAD(Buffer.from(place)).setAuthTag(tag);
    return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}
