/**
 * Signing in through `/auth`: authorization code with PKCE (RFC 7636), https://www.rfc-editor.org/rfc/rfc6749. Tokens stay in memory;
 * after a reload the person's session at `/auth` gives others without asking anything.
 */
import type { Session } from '@charthouse/ui';
import * as oauth from 'oauth4webapi';

const client: oauth.Client = { client_id: 'workbench' };
const scope = 'openid profile fhirUser online_access user/*.cruds';
const kept = 'charthouse.signing-in';
const local = { [oauth.allowInsecureRequests]: location.protocol === 'http:' };

interface Underway {
  readonly verifier: string;
  readonly state: string;
  readonly back: string;
}

interface Tokens {
  readonly access: string;
  readonly refresh: string | undefined;
  readonly id: string | undefined;
}

/** A session, and where to go on; undefined while the browser is on its way to `/auth`. */
export async function openSession(): Promise<{ readonly session: OwnSession; readonly back: string } | undefined> {
  const server = await discover();
  if (location.pathname !== '/signed-in') return void (await leave(server));
  const { verifier, state, back } = JSON.parse(sessionStorage.getItem(kept) ?? '{}') as Partial<Underway>;
  sessionStorage.removeItem(kept);
  if (!verifier || !state) return void (await leave(server, '/'));
  const answer = oauth.validateAuthResponse(server, client, new URL(location.href), state);
  const tokens = await tokensOf(
    server,
    await oauth.authorizationCodeGrantRequest(server, client, oauth.None(), answer, redirect(), verifier, local),
  );
  return { session: sessionOf(server, tokens), back: back ?? '/' };
}

export interface OwnSession extends Session {
  readonly signOut: () => void;
  readonly signInAnew: (maxAge: number) => void;
  /** Somebody else sits down: their own home, after this session is over. */
  readonly switchUser: () => void;
}

function sessionOf(server: oauth.AuthorizationServer, first: Tokens): OwnSession {
  let tokens = first;
  let renewing: Promise<string> | undefined;
  const refresh = async () => {
    try {
      if (!tokens.refresh) throw new Error('no refresh token');
      const answer = await oauth.refreshTokenGrantRequest(server, client, oauth.None(), tokens.refresh, local);
      tokens = { ...tokens, ...(await tokensOf(server, answer)) };
      return tokens.access;
    } catch {
      await leave(server);
      return await new Promise<never>(() => {});
    }
  };
  return {
    token: async () => tokens.access,
    renew: () => {
      renewing ??= refresh().finally(() => {
        renewing = undefined;
      });
      return renewing;
    },
    signInAnew: (maxAge) => void leave(server, hereNow(), { prompt: 'login', max_age: String(maxAge) }),
    switchUser: () => void leave(server, '/', { prompt: 'login' }),
    signOut: () => {
      const end = new URL(server.end_session_endpoint ?? '/auth/session/end', location.origin);
      if (tokens.id) end.searchParams.set('id_token_hint', tokens.id);
      end.searchParams.set('post_logout_redirect_uri', `${location.origin}/`);
      location.assign(end);
    },
  };
}

const hereNow = () => location.pathname + location.search;
const redirect = () => `${location.origin}/signed-in`;

async function discover(): Promise<oauth.AuthorizationServer> {
  const issuer = new URL('/auth', location.origin);
  return oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, local));
}

async function tokensOf(server: oauth.AuthorizationServer, answer: Response): Promise<Tokens> {
  const result = await oauth.processAuthorizationCodeResponse(server, client, answer);
  return { access: result.access_token, refresh: result.refresh_token, id: result.id_token };
}

/** To `/auth` and back to where the person is. */
async function leave(
  server: oauth.AuthorizationServer,
  back = hereNow(),
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  const underway: Underway = { verifier: oauth.generateRandomCodeVerifier(), state: oauth.generateRandomState(), back };
  sessionStorage.setItem(kept, JSON.stringify(underway));
  const address = new URL(server.authorization_endpoint!);
  const asked = {
    client_id: client.client_id,
    redirect_uri: redirect(),
    response_type: 'code',
    scope,
    state: underway.state,
    code_challenge: await oauth.calculatePKCECodeChallenge(underway.verifier),
    code_challenge_method: 'S256',
    resource: `${location.origin}/fhir/R4`,
    ...more,
  };
  for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value);
  location.assign(address);
}
