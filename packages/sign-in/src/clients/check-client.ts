/** Whether what is said about a new client fits together. */
import { isLoopbackUrl } from '../loopback-url.ts';
import { isScope } from '../provider/scopes.ts';
import { SignInRefusal } from '../refusal.ts';
import type { Client } from './client.ts';
import type { NewClient } from './clients.ts';

type KeySet = NonNullable<Client['jwks']>;

/** Resolves to its keys, if it has some. @throws SignInRefusal with what to do */
export async function checkClient(client: NewClient): Promise<KeySet | undefined> {
  const { name, kind, scopes, redirectUris, launchUrl, jwks } = client;
  if (name.trim() === '') throw new SignInRefusal('The name is empty. Say which program this is.');
  checkScopes(scopes.split(/\s+/).filter(Boolean), kind);
  for (const uri of redirectUris) checkAddress(uri, 'redirect address');
  if (launchUrl !== undefined) checkAddress(launchUrl, 'launch address');
  if (kind === 'service' && redirectUris.length > 0)
    throw new SignInRefusal('A service acts by itself and has no redirect address.');
  if (kind !== 'service' && redirectUris.length === 0)
    throw new SignInRefusal('An app needs the address that people return to after signing in (--redirect URI).');
  return jwks === undefined ? undefined : readKeys(jwks);
}

function checkScopes(scopes: readonly string[], kind: NewClient['kind']): void {
  if (scopes.length === 0)
    throw new SignInRefusal('No scopes: say what the client may ask for, such as "patient/*.rs".');
  const unknown = scopes.filter((scope) => !isScope(scope));
  if (unknown.length > 0)
    throw new SignInRefusal(
      `${unknown.map((scope) => `"${scope}"`).join(', ')}: no scope of SMART App Launch 2. Write it like patient/Observation.rs, user/*.cruds or system/*.rs.`,
    );
  const wrong = scopes.filter((scope) => (kind === 'service') !== scope.startsWith('system/'));
  if (wrong.length > 0)
    throw new SignInRefusal(
      kind === 'service'
        ? `A service (a client without a redirect address) has system scopes only; "${wrong[0]}" is none.`
        : `System scopes are for services (clients without a redirect address); "${wrong.find((scope) => scope.startsWith('system/'))}" is one.`,
    );
}

/** https://www.rfc-editor.org/rfc/rfc9700#section-4.1.3: exact addresses, no fragments, encrypted unless on the same machine. */
function checkAddress(uri: string, what: string): void {
  const url = URL.canParse(uri) ? new URL(uri) : undefined;
  const isHttp = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopbackUrl(url));
  const isOfApp = url !== undefined && /^[a-z][a-z\d+-]*(\.[a-z\d+-]+)+:$/.test(url.protocol);
  if (!url || !(isHttp || isOfApp) || url.hash !== '' || uri.includes('*') || url.username !== '')
    throw new SignInRefusal(
      `"${uri}" is no ${what}. It begins with https:// (http:// on this machine only, or an app's own scheme such as org.example.app:/), without * and #.`,
    );
}

/** Public keys that are good enough to prove who somebody is. */
function readKeys(text: string): KeySet {
  const set = parse(text);
  const keys = set && typeof set === 'object' && 'keys' in set ? set.keys : undefined;
  if (!Array.isArray(keys) || keys.length === 0)
    throw new SignInRefusal(
      'The file of keys is no JWK set: it should be JSON like {"keys":[{"kty":"EC","crv":"P-384",…}]}.',
    );
  for (const key of keys as Record<string, unknown>[]) {
    if (['d', 'p', 'q', 'k'].some((part) => part in key))
      throw new SignInRefusal(
        'The file holds a private key. Give the public part only; keep the private one where the service runs.',
      );
    const good =
      key.kty === 'EC' ? ['P-256', 'P-384'].includes(String(key.crv)) : key.kty === 'RSA' && isLongKey(key.n);
    if (!good)
      throw new SignInRefusal(
        'Keys must be EC (P-256 or P-384) or RSA with at least 2048 bits; they sign with ES384 or RS384.',
      );
  }
  return { keys };
}

function isLongKey(modulus: unknown): boolean {
  return typeof modulus === 'string' && Buffer.from(modulus, 'base64url').length >= 256;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
