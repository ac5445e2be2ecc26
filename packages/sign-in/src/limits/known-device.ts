/**
 * A browser that signed in to an account waits for its own mistakes only, not for those of a stranger at the same network address, such as
 * everybody in one hospital. https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies
 */
import { sql } from '@charthouse/fhir-search';
import type { Query } from '../database.ts';
import { hashOf, keyed, newSecret, sameText } from '../secrets.ts';

/** Begins what stands for the network address of a browser that proved that it signed in: no network address begins so. */
export const deviceMark = 'device ';
const cookie = 'charthouse_device';
const seconds = 180 * 86_400;

const proofOf = (key: string, who: string, secret: string) => keyed(key, `device|${who}|${secret}`);

/** What stands for the network address of its attempts; undefined: it never signed in to this account. */
export function knownDevice(cookies: string | undefined, key: string, who: string): string | undefined {
  const [, secret = '', proof = ''] =
    /(?:^|;\s*)charthouse_device=([\w-]{43})\.([\w-]{43})(?:;|$)/.exec(cookies ?? '') ?? [];
  return secret !== '' && sameText(proof, proofOf(key, who, secret)) ? `${deviceMark}${hashOf(secret)}` : undefined;
}

/** The Set-Cookie header after which the browser is known for the account. */
export async function rememberDevice(
  query: Query,
  { key, who, url }: { readonly key: string; readonly who: string; readonly url: string },
): Promise<string> {
  const secret = newSecret();
  const address = `${deviceMark}${hashOf(secret)}`;
  await query(sql`insert into sign_in_attempt (who, address, ok) values (${who}, ${address}, true)`);
  const secure = url.startsWith('https:') ? '; Secure' : '';
  return `${cookie}=${secret}.${proofOf(key, who, secret)}; Path=/auth; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
}
