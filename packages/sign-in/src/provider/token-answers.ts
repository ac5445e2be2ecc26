/** What SMART App Launch wants of requests and answers, and oidc-provider does otherwise. */
import { Readable } from 'node:stream';
import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { Query } from '../database.ts';
import { contextOf } from '../launch/contexts.ts';
import type { SignInEvent } from '../parts.ts';
import { isIdle, noteUse } from '../sessions/session-use.ts';
import { tellOfToken } from './about-tokens.ts';
import type { ProviderParts } from './configuration.ts';

const largestForm = 64 * 1024;

/** Before and after oidc-provider answers. */
export function smartAnswers(provider: Provider, parts: ProviderParts): void {
  const { record } = parts;
  provider.use(async (plain, next) => {
    const ctx = plain as KoaContextWithOIDC;
    if (ctx.method === 'GET' && ctx.path === '/authorize') completeRequest(ctx);
    if (ctx.method === 'POST' && ctx.path === '/token') await nameClient(ctx, provider);
    const leaving = ctx.path === '/session/end/confirm' ? await provider.Session.get(ctx) : undefined;
    await next();
    if (leaving?.accountId && ctx.oidc?.params?.logout) await record(signedOut(ctx, leaving.accountId));
    if (ctx.oidc?.route === 'token' && ctx.status === 200) await completeAnswer(ctx, parts.query);
    if (ctx.oidc?.route === 'userinfo' || ctx.oidc?.route === 'introspection') await tellOfToken(ctx, parts);
    if (ctx.oidc?.route === 'authorization' || ctx.oidc?.route === 'resume') await noteSession(ctx, parts);
  });
}

/** Seconds; no session is older, so that nobody signs in anew for it. */
const anyAge = String(14 * 3600);

/** OpenID Connect gives offline access only to who asks for consent, the time of a sign-in only to who asks for its age; SMART apps do not know. */
function completeRequest(ctx: KoaContextWithOIDC): void {
  const { scope, prompt, max_age: age } = ctx.query;
  const scopes = typeof scope === 'string' ? scope.split(' ') : [];
  const prompts = typeof prompt === 'string' ? prompt.split(' ') : [];
  const consent = scopes.includes('offline_access') && prompt !== 'none' && !prompts.includes('consent');
  const time = scopes.includes('openid') && age === undefined;
  if (!consent && !time) return;
  const request = ctx.req as typeof ctx.req & { originalUrl: string };
  const mount = request.originalUrl.slice(0, request.originalUrl.length - ctx.url.length);
  const more = { ...(consent && { prompt: [...prompts, 'consent'].join(' ') }), ...(time && { max_age: anyAge }) };
  ctx.query = { ...ctx.query, ...more };
  request.originalUrl = mount + ctx.url; // else the way back loses where we are mounted
}

/** A session begins to be used when somebody signs in, and is used whenever it lets an app in. */
async function noteSession(ctx: KoaContextWithOIDC, parts: ProviderParts): Promise<void> {
  const { session, result } = ctx.oidc;
  if (!session?.accountId) return;
  if (result?.login || !(await isIdle(parts, session.uid))) await noteUse(parts.query, session.uid, session.accountId);
}

function signedOut(ctx: KoaContextWithOIDC, account: string): SignInEvent {
  return { action: 'signed out', account, address: ctx.ip };
}

/** Public clients of SMART may refresh without naming themselves: their token says who they are. */
async function nameClient(ctx: KoaContextWithOIDC, provider: Provider): Promise<void> {
  const form = new URLSearchParams(await bodyOf(ctx));
  const isUnnamed = !form.has('client_id') && !form.has('client_assertion') && ctx.get('authorization') === '';
  if (form.get('grant_type') === 'refresh_token' && isUnnamed) {
    const token = await provider.RefreshToken.find(form.get('refresh_token') ?? '');
    const client = token?.clientId ? await provider.Client.find(token.clientId) : undefined;
    if (client?.clientAuthMethod === 'none') form.set('client_id', client.clientId);
  }
  const text = Buffer.from(form.toString());
  ctx.req.headers['content-length'] = String(text.length);
  // what was read is offered again in the way oidc-provider reads it
  const again: object = Object.create(ctx.req, {
    readable: { value: true },
    readableEncoding: { value: null },
    iterator: { value: () => Readable.from([text]) },
  });
  Object.assign(ctx, { req: again });
}

async function bodyOf(ctx: KoaContextWithOIDC): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of ctx.req) {
    length += part.length;
    if (length > largestForm) ctx.throw(413);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** The launch context beside the token, and every scope that was granted. */
async function completeAnswer(ctx: KoaContextWithOIDC, query: Query): Promise<void> {
  const { entities } = ctx.oidc;
  const answer = ctx.body as Record<string, unknown>;
  const grantId = entities.Grant?.jti ?? entities.AccessToken?.grantId;
  const context = grantId ? await contextOf(query, grantId) : undefined;
  if (context) Object.assign(answer, context);
  const scope = (entities.AuthorizationCode ?? entities.RefreshToken)?.scope;
  if (scope === undefined) return;
  const identity = entities.Grant?.getOIDCScopeFiltered(new Set(scope.split(' '))) ?? '';
  answer.scope = [...new Set(`${identity} ${String(answer.scope ?? '')}`.split(' ').filter(Boolean))].join(' ');
}
