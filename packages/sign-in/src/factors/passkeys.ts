/** Passkeys: https://www.w3.org/TR/webauthn-3/ */
import { sql } from '@charthouse/fhir-search';
import {
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { Account } from '../accounts/account.ts';
import type { Query } from '../database.ts';

interface Row {
  readonly id: string;
  readonly account: string;
  readonly public_key: Buffer;
  readonly counter: string;
  readonly transports: AuthenticatorTransport[];
}

/** `url`: base address of the server, whose host the passkeys are for. */
export async function registrationOptions(
  query: Query,
  url: string,
  account: Account,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const known = await query<Row>(sql`select id, transports from passkey where account = ${account.id}`);
  return generateRegistrationOptions({
    rpName: 'Charthouse',
    rpID: new URL(url).hostname,
    userName: account.email ?? account.name,
    userDisplayName: account.name,
    userID: new TextEncoder().encode(account.id),
    attestationType: 'none',
    excludeCredentials: known.map(({ id, transports }) => ({ id, transports })),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
  });
}

export interface Registration {
  readonly url: string;
  readonly account: string;
  readonly challenge: string;
  /** JSON text of what the browser answered. */
  readonly response: string;
  readonly name: string;
}

/** True when the passkey is kept. */
export async function addPasskey(query: Query, registration: Registration): Promise<boolean> {
  const { url, account, challenge, response, name } = registration;
  const verified = await verifyRegistrationResponse({
    response: JSON.parse(response) as RegistrationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: new URL(url).origin,
    expectedRPID: new URL(url).hostname,
    requireUserVerification: false,
  }).catch(() => undefined);
  if (!verified?.verified) return false;
  const { id, publicKey, counter, transports = [] } = verified.registrationInfo.credential;
  const rows = await query(sql`
    insert into passkey (id, account, public_key, counter, transports, name)
    values (${id}, ${account}, ${Buffer.from(publicKey)}, ${counter}, ${transports}, ${name}) on conflict do nothing returning id`);
  return rows.length > 0;
}

/** For the passkeys of an account, or, without one, for any the browser has for this server. */
export async function authenticationOptions(
  query: Query,
  url: string,
  account?: string,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const known = account ? await query<Row>(sql`select id, transports from passkey where account = ${account}`) : [];
  return generateAuthenticationOptions({
    rpID: new URL(url).hostname,
    userVerification: account ? 'preferred' : 'required',
    allowCredentials: known.map(({ id, transports }) => ({ id, transports })),
  });
}

export interface PasskeyUse {
  readonly account: string;
  /** The device made sure that it is its owner: that makes two factors in one. */
  readonly verified: boolean;
}

export interface PasskeyAnswer {
  readonly url: string;
  readonly challenge: string;
  /** JSON text of what the browser answered. */
  readonly response: string;
  /** Whose passkey it has to be; absent: anybody's, whose device made sure of its owner. */
  readonly account?: string;
}

/** Undefined when it proves nothing. */
export async function takePasskey(query: Query, answer: PasskeyAnswer): Promise<PasskeyUse | undefined> {
  const response = parsed(answer.response);
  if (!response) return undefined;
  const rows = await query<Row>(
    sql`select id, account, public_key, counter, transports from passkey where id = ${String(response.id)}`,
  );
  const passkey = rows[0];
  if (!passkey || (answer.account !== undefined && passkey.account !== answer.account)) return undefined;
  const verification = await verifyAuthenticationResponse({
    response,
    expectedChallenge: answer.challenge,
    expectedOrigin: new URL(answer.url).origin,
    expectedRPID: new URL(answer.url).hostname,
    requireUserVerification: answer.account === undefined,
    credential: {
      id: passkey.id,
      publicKey: new Uint8Array(passkey.public_key),
      counter: Number(passkey.counter),
      transports: passkey.transports,
    },
  }).catch(() => undefined);
  if (!verification?.verified) return undefined;
  const { newCounter, userVerified } = verification.authenticationInfo;
  await query(sql`update passkey set counter = ${newCounter}, last_used = now() where id = ${passkey.id}`);
  return { account: passkey.account, verified: userVerified };
}

export async function removePasskey(query: Query, account: string, id: string): Promise<void> {
  await query(sql`delete from passkey where account = ${account} and id = ${id}`);
}

function parsed(text: string): AuthenticationResponseJSON | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as AuthenticationResponseJSON) : undefined;
  } catch {
    return undefined;
  }
}
