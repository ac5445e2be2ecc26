/** Another OpenID provider that people sign in with: single sign-on of the organisation. https://openid.net/specs/openid-connect-core-1_0.html */
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { isLoopbackUrl } from '../loopback-url.ts';
import type { RoleRule } from './role-rules.ts';

export interface UpstreamSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret?: string;
  /** What the button calls it. */
  readonly name: string;
  readonly roles: readonly RoleRule[];
}

/** What has to come back with the answer; kept by us meanwhile. */
interface Request {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
  /** Seconds that the sign-in there may be old; absent: any. */
  readonly maxAge?: number;
}

/** Seconds between a sign-in there that was asked for and its answer. */
const anewWithin = 60;

/** Claims of the identity token. */
export type Claims = Readonly<Record<string, unknown>> & { readonly iss: string; readonly sub: string };

export interface Upstream {
  readonly name: string;
  readonly roles: readonly RoleRule[];
  /** Origins that its sign-in leads to. */
  readonly formTargets: readonly string[];
  /** Where to go, and what to keep for the answer. `anew`: people have to prove there again who they are. */
  begin(uid: string, anew: boolean): Promise<{ readonly address: string; readonly kept: string }>;
  /** Undefined when the answer is not to what was kept, or not good. */
  finish(kept: string, answer: URLSearchParams): Promise<Claims | undefined>;
}

/** `url`: base address of this server. The provider is asked what it can do when it is first needed. */
export function upstreamOf(settings: UpstreamSettings, url: string): Upstream {
  const issuer = new URL(settings.issuer);
  const redirect = `${url}/auth/upstream`;
  const options = isLoopbackUrl(issuer) ? { execute: [allowInsecureRequests] } : undefined;
  let found: Promise<Configuration> | undefined;
  const provider = () => {
    found ??= discovery(issuer, settings.clientId, settings.clientSecret, undefined, options).catch((error) => {
      found = undefined;
      throw error;
    });
    return found;
  };
  return {
    name: settings.name,
    roles: settings.roles,
    formTargets: [issuer.origin],
    async begin(uid, anew) {
      const request: Request = {
        verifier: randomPKCECodeVerifier(),
        state: `${uid}.${randomState()}`,
        nonce: randomNonce(),
        ...(anew && { maxAge: anewWithin }),
      };
      const address = buildAuthorizationUrl(await provider(), {
        redirect_uri: redirect,
        scope: 'openid email profile',
        code_challenge: await calculatePKCECodeChallenge(request.verifier),
        code_challenge_method: 'S256',
        state: request.state,
        nonce: request.nonce,
        ...(anew && { prompt: 'login', max_age: String(anewWithin) }),
      });
      return { address: address.href, kept: JSON.stringify(request) };
    },
    async finish(kept, answer) {
      const { verifier, state, nonce, maxAge } = JSON.parse(kept) as Request;
      const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, maxAge };
      const tokens = await authorizationCodeGrant(await provider(), new URL(`${redirect}?${answer}`), checks).catch(
        () => undefined,
      );
      return tokens?.claims();
    },
  };
}
