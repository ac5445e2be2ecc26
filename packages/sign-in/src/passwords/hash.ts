/** Passwords as argon2id hashes. https://www.rfc-editor.org/rfc/rfc9106, costs of https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html */
import { hash, verify } from '@node-rs/argon2';

/** 19 MiB, two passes; the library's default algorithm is argon2id. */
const costs = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The same text however it was typed: https://pages.nist.gov/800-63-4/sp800-63b.html#passwordver asks for one normal form. */
const normal = (password: string) => password.normalize('NFKC');

export function hashPassword(password: string): Promise<string> {
  return hash(normal(password), costs);
}

/** A hash of what nobody knows: compared with when there is nothing to compare with, so that both take the same time. */
let nobodys: Promise<string> | undefined;

/** False without a hash, after the same time. */
export async function isPassword(password: string, stored: string | null | undefined): Promise<boolean> {
  nobodys ??= hashPassword(crypto.randomUUID());
  const matches = await verify(stored ?? (await nobodys), normal(password)).catch(() => false);
  return matches && typeof stored === 'string';
}
