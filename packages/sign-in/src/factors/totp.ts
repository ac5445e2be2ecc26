/** Codes of authenticator apps. https://www.rfc-editor.org/rfc/rfc6238 */
import { sql } from '@charthouse/fhir-search';
import { Secret, TOTP } from 'otpauth';
import type { Database, Query } from '../database.ts';
import { placeOfTotp } from '../keys/places.ts';
import type { Vault } from '../keys/vault.ts';

/** One step of 30 seconds early or late: clocks differ. */
const window = 1;

const totpOf = (secret: string, label = '') =>
  new TOTP({
    issuer: 'Charthouse',
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: 30,
    secret: Secret.fromBase32(secret),
  });

export interface TotpParts {
  readonly database: Pick<Database, 'query'>;
  readonly vault: Vault;
}

export interface TotpSetup {
  /** In base 32, for typing. */
  readonly secret: string;
  /** https://github.com/google/google-authenticator/wiki/Key-Uri-Format */
  readonly address: string;
}

/** A secret that counts once a code of it was shown. Undefined when the account has one that counts. */
export async function beginTotp(
  { database: { query }, vault }: TotpParts,
  account: string,
  label: string,
): Promise<TotpSetup | undefined> {
  const fresh = vault.seal(new Secret({ size: 20 }).base32, placeOfTotp(account));
  const rows = await query<{ totp_secret: string }>(sql`
    update account set totp_secret = coalesce(totp_secret, ${fresh}) where id = ${account} and totp_confirmed is null
    returning totp_secret`);
  const sealed = rows[0]?.totp_secret;
  const secret = sealed === undefined ? undefined : vault.open(sealed, placeOfTotp(account));
  return secret === undefined ? undefined : { secret, address: totpOf(secret, label).toString() };
}

/** True when the code is right now and was not taken before. `confirm`: the secret counts from now on. */
export async function takeTotp(
  { database: { query }, vault }: TotpParts,
  account: string,
  { code, confirm = false }: { readonly code: string; readonly confirm?: boolean },
): Promise<boolean> {
  const rows = await query<{ totp_secret: string | null; confirmed: boolean }>(
    sql`select totp_secret, totp_confirmed is not null as confirmed from account where id = ${account}`,
  );
  const { totp_secret: sealed, confirmed } = rows[0] ?? {};
  const secret = sealed ? vault.open(sealed, placeOfTotp(account)) : undefined;
  if (!secret || (!confirmed && !confirm)) return false;
  const totp = totpOf(secret);
  const delta = totp.validate({ token: code.replace(/\s/g, ''), window });
  if (delta === null) return false;
  const step = totp.counter() + delta;
  const taken = await query(sql`
    update account set totp_step = ${step}, totp_confirmed = coalesce(totp_confirmed, now())
    where id = ${account} and totp_step < ${step} returning id`);
  return taken.length > 0;
}

export async function removeTotp(query: Query, account: string): Promise<void> {
  await query(sql`update account set totp_secret = null, totp_confirmed = null where id = ${account}`);
}
