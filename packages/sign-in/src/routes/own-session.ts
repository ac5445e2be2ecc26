/** The session of the browser that asks, for pages of our own. */

import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Account } from '../accounts/account.ts';
import { findAccount } from '../accounts/accounts.ts';
import type { SignInParts } from '../parts.ts';
import { hashOf, newSecret } from '../secrets.ts';
import { isIdle, noteUse } from '../sessions/session-use.ts';

/** The client our own pages sign in as; its code is not exchanged: the session is what is wanted. */
export const accountClient = 'charthouse-account';

export interface OwnSession {
  readonly uid: string;
  readonly account: Account;
  /** Milliseconds since 1970. */
  readonly signedIn: number;
}

/** Undefined: nobody is signed in here, or was idle for too long. */
export async function ownSession(
  parts: SignInParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<OwnSession | undefined> {
  const provider = parts.provider();
  const { query } = parts.database;
  const { idleLimit } = parts;
  const session = await provider.Session.get(provider.createContext(request.raw, reply.raw));
  if (!session.accountId || (await isIdle({ query, idleLimit }, session.uid))) return undefined;
  const account = await findAccount(query, session.accountId);
  if (!account || account.disabled !== undefined) return undefined;
  await noteUse(query, session.uid, account.id);
  return { uid: session.uid, account, signedIn: (session.loginTs ?? 0) * 1000 };
}

/** Where to sign in, and back to the account page. `again`: although somebody is signed in. */
export function signInAddress(url: string, again: boolean): string {
  const query = new URLSearchParams({
    client_id: accountClient,
    response_type: 'code',
    scope: 'openid',
    redirect_uri: `${url}/auth/account`,
    code_challenge_method: 'S256',
    code_challenge: createHash('sha256').update(newSecret()).digest('base64url'),
    state: hashOf(newSecret()).slice(0, 16),
    ...(again && { prompt: 'login' }),
  });
  return `${url}/auth/authorize?${query}`;
}
