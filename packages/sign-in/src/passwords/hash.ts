/** Passwords as argon2id hashes. https://www.rfc-editor.org/rfc/rfc9106, costs of https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html */
import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { atATime } from './at-a-time.ts';

/**
 * 7 MiB, five passes, which OWASP holds for as strong as 19 MiB and two, and which takes two thirds of their processor time; the
 * library's default algorithm is argon2id. A hash says its own costs.
 */
const costs = { memoryCost: 7_168, timeCost: 5, parallelism: 1 };

/** Many who sign in at the same moment leave a processor to everybody else. */
const limited = atATime(Math.max(1, availableParallelism() - 1));

/** The same text however it was typed: https://pages.nist.gov/800-63-4/sp800-63b.html#passwordver asks for one normal form. */
const normal = (password: string) => password.normalize('NFKC');

export function hashPassword(password: string): Promise<string> {
  return limited(() => hash(normal(password), costs));
}

/** A hash of what nobody knows: compared with when there is nothing to compare with, so that both take the same time. */
let nobodys: Promise<string> | undefined;

/** False without a hash, after the same time. */
export async function isPassword(password: string, stored: string | null | undefined): Promise<boolean> {
  nobodys ??= hashPassword(crypto.randomUUID());
  const compared = stored ?? (await nobodys);
  const matches = await limited(async () => verify(compared, normal(password))).catch(() => false);
  return matches && typeof stored === 'string';
}
