/** Keys that sign identity tokens: all processes share them, and they change by themselves. https://openid.net/specs/openid-connect-core-1_0.html#RotateSigningKeys */
import { randomUUID } from 'node:crypto';
import { sql } from '@charthouse/fhir-search';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import type { Database, Query } from '../database.ts';
import { newSecret } from '../secrets.ts';
import { placeOfCookies, placeOfKey } from './places.ts';
import type { Vault } from './vault.ts';

export interface SigningKey {
  readonly kid: string;
  readonly jwk: JWK;
  /** Milliseconds since 1970. */
  readonly created: number;
}

const hour = 3_600_000;
const day = 24 * hour;
/** A key signs for so long, */
const signsFor = 90 * day;
/** is published so long before it signs, so that every process and client knows it, */
const publishedBefore = 2 * day;
/** and so long after, until everything it signed has expired. */
const publishedAfter = 2 * day;

/** Keys in the order oidc-provider wants: the one that signs first. Empty: one has to be made. */
export function keysInUse(keys: readonly SigningKey[], now: number): SigningKey[] {
  const newestFirst = [...keys].sort((a, b) => b.created - a.created);
  const signing = newestFirst.find(({ created }) => now - created >= publishedBefore) ?? newestFirst.at(-1);
  if (!signing) return [];
  const oldest = signsFor + publishedBefore + publishedAfter;
  const others = newestFirst.filter((key) => key !== signing && now - key.created < oldest);
  return [signing, ...others];
}

/** True when the next key has to be published. */
export function needsKey(keys: readonly SigningKey[], now: number): boolean {
  return keys.every(({ created }) => now - created >= signsFor);
}

/** The keys of now; makes the next one when it is time. */
export function currentKeys(database: Database, vault: Vault, now: number): Promise<SigningKey[]> {
  return database.transaction(async (query) => {
    const found = await readKeys(query, vault);
    if (!needsKey(found, now)) return keysInUse(found, now);
    await query(sql`lock table signing_key in share row exclusive mode`);
    const keys = await readKeys(query, vault);
    if (needsKey(keys, now)) keys.push(await makeKey(query, vault, now));
    return keysInUse(keys, now);
  });
}

/** Those that can be opened. */
async function readKeys(query: Query, vault: Vault): Promise<SigningKey[]> {
  const rows = await query<{ kid: string; jwk: unknown; created: Date }>(
    sql`select kid, jwk, created from signing_key where jsonb_typeof(jwk) = 'string'`,
  );
  return rows.flatMap(({ kid, jwk, created }) => {
    const open = vault.open(String(jwk), placeOfKey(kid));
    return open === undefined ? [] : [{ kid, jwk: JSON.parse(open) as JWK, created: created.getTime() }];
  });
}

async function makeKey(query: Query, vault: Vault, now: number): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true, modulusLength: 2048 });
  const kid = randomUUID();
  const jwk = { ...(await exportJWK(privateKey)), kid, alg: 'RS256', use: 'sig' };
  const sealed = vault.seal(JSON.stringify(jwk), placeOfKey(kid));
  await query(
    sql`insert into signing_key (kid, jwk, created) values (${kid}, to_jsonb(${sealed}::text), ${new Date(now)})`,
  );
  return { kid, jwk, created: now };
}

/** The secret that cookies and forms are signed with, the same for all processes. */
export async function cookieSecret(query: Query, vault: Vault): Promise<string> {
  const fresh = Buffer.from(vault.seal(newSecret(), placeOfCookies));
  await query(sql`insert into secret (name, value) values ('sign-in', ${fresh}) on conflict do nothing`);
  const read = async () => {
    const rows = await query<{ value: Buffer }>(sql`select value from secret where name = 'sign-in'`);
    return rows[0] && vault.open(rows[0].value.toString(), placeOfCookies);
  };
  const known = await read();
  if (known !== undefined) return known;
  await query(sql`update secret set value = ${fresh} where name = 'sign-in'`); // its key is lost: everybody signs in anew
  return (await read())!;
}
