/** Random secrets, and the hashes under which they are kept. They have 256 bits: a plain hash cannot be guessed back. */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** URL-safe text with 256 random bits. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** Says something about `text` that only the holder of the key can say. */
export function keyed(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64url');
}

/** Takes the same time wherever the texts differ. */
export function sameText(a: string, b: string): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
}
