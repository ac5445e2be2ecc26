/** How oidc-provider is set up: https://github.com/panva/node-oidc-provider/blob/v9.13.3/docs/README.md, SMART App Launch 2.2 */

import type { JWK } from 'jose';
import { type Account, type Configuration, errors, type KoaContextWithOIDC } from 'oidc-provider';
import { findAccount } from '../accounts/accounts.ts';
import type { Query } from '../database.ts';
import { contextOf } from '../launch/contexts.ts';
import { isLoopbackUrl } from '../loopback-url.ts';
import { errorPage } from '../pages/error-page.ts';
import { formTarget, pageHeaders } from '../pages/page.ts';
import { signedOutPage, signOutPage } from '../pages/sign-out-pages.ts';
import type { SignInEvent } from '../parts.ts';
import type { IdleLimit } from '../sessions/idle-limits.ts';
import type { TellingParts } from './about-tokens.ts';
import { adapterOn, type OwnClients } from './adapter.ts';
import { authenticationClasses } from './authentication-class.ts';
import { ownMetadata } from './client-metadata.ts';
import { interactionPolicyOf } from './interaction-policy.ts';
import { grantOfOwnClient } from './own-grant.ts';
import { allowedScopes, identityScopes, isResourceScope } from './scopes.ts';
import { requestedScope } from './token-source.ts';

export interface ProviderParts {
  readonly query: Query;
  /** Base address of the server, without a slash at its end. */
  readonly url: string;
  /** Address of the FHIR API, the audience of its tokens. */
  readonly fhirBase: string;
  readonly keys: readonly JWK[];
  readonly cookieKey: string;
  readonly ownClients: OwnClients;
  readonly idleLimit: IdleLimit;
  readonly record: (event: SignInEvent) => Promise<void>;
  readonly authenticate: TellingParts['authenticate'];
}

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** Seconds. A service asks for another token when it needs one: https://hl7.org/fhir/smart-app-launch/STU2.2/backend-services.html */
const lifetimes = {
  AccessToken: hour,
  AuthorizationCode: minute,
  ClientCredentials: 5 * minute,
  IdToken: hour,
  Interaction: hour,
  Session: 14 * hour,
  Grant: 366 * day,
  RefreshToken: 90 * day,
};

const asymmetric = ['RS384', 'ES384', 'RS256', 'ES256'] as const;

export function providerConfiguration(parts: ProviderParts): Configuration {
  const { query, keys, cookieKey, ownClients } = parts;
  const isSecure = parts.url.startsWith('https:');
  return {
    adapter: adapterOn(query, ownClients),
    jwks: { keys: keys.map((key) => ({ ...key })) } as NonNullable<Configuration['jwks']>,
    cookies: {
      keys: [cookieKey],
      names: cookieNames(isSecure),
      long: { httpOnly: true, sameSite: 'lax', secure: isSecure, signed: true, overwrite: true },
      short: { httpOnly: true, sameSite: 'lax', secure: isSecure, signed: true, overwrite: true },
    },
    routes: { authorization: '/authorize' },
    scopes: [...identityScopes],
    claims: { openid: ['sub', 'auth_time', 'acr'], fhirUser: ['fhirUser'], profile: ['name'], amr: null },
    acrValues: Object.values(authenticationClasses),
    conformIdTokenClaims: false,
    extraParams: { aud: (ctx, aud) => checkAudience(ctx, aud, parts.fhirBase), launch: null },
    extraClientMetadata: { properties: ownMetadata },
    responseTypes: ['code'],
    pkce: { required: () => true },
    allowOmittingSingleRegisteredRedirectUri: false,
    clientAuthMethods: ['none', 'client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    enabledJWA: { clientAuthSigningAlgValues: [...asymmetric], idTokenSigningAlgValues: ['RS256'] },
    assertJwtClientAuthClaimsAndHeader: async (_ctx, { exp }) => checkAssertion(exp),
    ttl: lifetimes,
    rotateRefreshToken: true,
    issueRefreshToken: (_ctx, client, code) =>
      client.grantTypeAllowed('refresh_token') &&
      (code.scopes.has('offline_access') || (code.scope?.split(' ').includes('online_access') ?? false)),
    clientBasedCORS: (_ctx, origin, client) =>
      client.redirectUris?.some((uri) => URL.canParse(uri) && new URL(uri).origin === origin) ?? false,
    features: featuresOf(parts),
    findAccount: (_ctx, id) => accountOf(query, id, parts.fhirBase),
    loadExistingGrant: grantOfOwnClient(parts.fhirBase),
    interactions: {
      url: (_ctx, interaction) => `/auth/sign-in/${interaction.uid}`,
      policy: interactionPolicyOf(parts),
    },
    extraTokenClaims: async (ctx, token) => {
      const source = ctx.oidc.entities.AuthorizationCode ?? ctx.oidc.entities.RefreshToken;
      const context = 'grantId' in token && token.grantId ? await contextOf(query, token.grantId) : undefined;
      const granted = ctx.oidc.entities.Grant?.getOIDCScopeFiltered(new Set(source?.scope?.split(' ') ?? []));
      return {
        ...(granted && { granted }),
        ...(context?.patient !== undefined && { patient: context.patient }),
        ...(context?.encounter !== undefined && { encounter: context.encounter }),
        ...(source?.acr !== undefined && { acr: source.acr }),
        ...(source?.authTime !== undefined && { auth_time: source.authTime }),
      };
    },
    renderError: (ctx, out) => {
      ctx.set(pageHeaders());
      ctx.body = errorPage(out.error_description ?? out.error);
    },
  };
}

/** The prefixes bind them to this host and to TLS; that of `__Host-` also to the path `/`, which only the session has. https://www.rfc-editor.org/rfc/rfc6265 */
function cookieNames(isSecure: boolean) {
  const [host, secure] = isSecure ? ['__Host-', '__Secure-'] : ['', ''];
  return {
    session: `${host}charthouse_session`,
    interaction: `${secure}charthouse_interaction`,
    resume: `${secure}charthouse_resume`,
  };
}

function featuresOf({ fhirBase }: ProviderParts): NonNullable<Configuration['features']> {
  return {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
    introspection: {
      enabled: true,
      allowedPolicy: (_ctx, client, token) => client.clientAuthMethod !== 'none' || token.clientId === client.clientId,
    },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx, form) => {
        ctx.set(pageHeaders(formTarget(ctx.oidc.params?.post_logout_redirect_uri)));
        ctx.body = signOutPage(form);
      },
      postLogoutSuccessSource: (ctx) => {
        ctx.set(pageHeaders());
        ctx.body = signedOutPage();
      },
    },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => fhirBase,
      useGrantedResource: () => true,
      getResourceServerInfo: (ctx, resource, client) => {
        if (!isBase(resource, fhirBase)) throw new errors.InvalidTarget();
        const asked = requestedScope(ctx).split(' ').filter(isResourceScope);
        const scope = allowedScopes(asked, String(client.charthouse_scopes ?? '').split(' ')).join(' ');
        if (scope === '' && client.charthouse_kind === 'service')
          throw new errors.InvalidScope('none of them was given to the client', asked.join(' '));
        const ttl = client.charthouse_kind === 'service' ? lifetimes.ClientCredentials : lifetimes.AccessToken;
        return {
          scope,
          audience: fhirBase,
          accessTokenFormat: 'opaque',
          accessTokenTTL: ttl,
        };
      },
    },
  };
}

/** All names of this machine are one: the address that the start prints may be another of them than sign-in needs for passkeys. */
const isBase = (given: string, base: string) => comparable(given) === comparable(base);

function comparable(address: string): string {
  const url = URL.parse(address);
  if (url && isLoopbackUrl(url)) url.hostname = 'localhost';
  return (url && isLoopbackUrl(url) ? url.href : address).replace(/\/$/, '');
}

/** Seconds that a client may say for itself it is who it is, with what its clock may be fast. https://hl7.org/fhir/smart-app-launch/STU2.2/client-confidential-asymmetric.html#authentication-jwt-header-values */
const longestAssertion = 5 * minute + minute;

function checkAssertion(exp: unknown): void {
  if (typeof exp !== 'number' || exp > Date.now() / 1000 + longestAssertion)
    throw new errors.InvalidClientAuth('exp of the client assertion must be there, and five minutes ahead at most');
}

/** An app has to say which record it wants: else a token could be carried to another server. */
function checkAudience({ oidc }: KoaContextWithOIDC, aud: string | undefined, fhirBase: string): void {
  if (aud === undefined && oidc.client?.charthouse_kind === 'own') return;
  if (aud === undefined || !isBase(aud, fhirBase))
    throw new errors.InvalidRequest(`aud must be the address of the FHIR API: ${fhirBase}`);
}

/** Undefined when nobody may sign in with it any more: every token of it ends with that. */
async function accountOf(query: Query, id: string, fhirBase: string): Promise<Account | undefined> {
  const account = await findAccount(query, id);
  if (!account || account.disabled !== undefined) return undefined;
  const { name, fhirUser } = account;
  return {
    accountId: id,
    claims: () => ({ sub: id, name, ...(fhirUser !== undefined && { fhirUser: `${fhirBase}/${fhirUser}` }) }),
  };
}
