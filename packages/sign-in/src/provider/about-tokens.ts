/**
 * What is told of a token for the FHIR API, which oidc-provider takes for another's: who it is for (userinfo), what it is good for (introspection).
 * https://openid.net/specs/openid-connect-core-1_0.html#UserInfo, https://hl7.org/fhir/smart-app-launch/STU2.2/token-introspection.html
 */
import { type AccessToken, errors, type KoaContextWithOIDC } from 'oidc-provider';
import type { Authenticated } from '../authenticate.ts';
import type { Known } from '../known.ts';

export interface TellingParts {
  /** Address of the FHIR API. */
  readonly fhirBase: string;
  /** By the header of that name: whether the token is good now. */
  readonly authenticate: (authorization: string) => Promise<Authenticated>;
}

/** After oidc-provider answered one of the two. */
export async function tellOfToken(ctx: KoaContextWithOIDC, parts: TellingParts): Promise<void> {
  const token = ctx.oidc.entities.AccessToken;
  if (!token) return;
  const granted = String(token.extra?.granted ?? '').split(' ');
  const known = await knownBy(token, parts);
  const fhirUser =
    known?.fhirUser !== undefined && granted.includes('fhirUser') && `${parts.fhirBase}/${known.fhirUser}`;
  if (ctx.oidc.route === 'introspection') {
    const told = ctx.body as Record<string, unknown>;
    delete told.granted;
    const scope = [...new Set([...granted, ...String(told.scope ?? '').split(' ')])].filter(Boolean).join(' ');
    ctx.body =
      known || told.active !== true
        ? { ...told, ...(told.active === true && { scope }), ...(fhirUser && { fhirUser }) }
        : { active: false };
    return;
  }
  if (!granted.includes('openid') || !(await mayAskFrom(ctx, token))) return;
  if (!known) return refuse(ctx);
  ctx.status = 200;
  ctx.remove('www-authenticate');
  ctx.body = {
    sub: known.user,
    ...(granted.includes('profile') && { name: known.name }),
    ...(fhirUser && { fhirUser }),
  };
}

async function knownBy(token: AccessToken, { authenticate }: TellingParts): Promise<Known | undefined> {
  const found = await authenticate(`Bearer ${token.jti}`);
  return 'known' in found ? found.known : undefined;
}

/** False when a page of another origin than the app's asks: oidc-provider refuses it when it is told the client. */
async function mayAskFrom(ctx: KoaContextWithOIDC, { clientId }: AccessToken): Promise<boolean> {
  const client = clientId === undefined ? undefined : await ctx.oidc.provider.Client.find(clientId);
  if (!client) return false;
  try {
    ctx.oidc.entity('Client', client);
    return true;
  } catch (error) {
    if (error instanceof errors.OIDCProviderError) return false;
    throw error;
  }
}

function refuse(ctx: KoaContextWithOIDC): void {
  ctx.status = 401;
  ctx.set('www-authenticate', 'Bearer error="invalid_token"');
  ctx.body = { error: 'invalid_token', error_description: 'the session was not used for too long, or ended' };
}
