/** To another OpenID provider and back. */
import type { FastifyInstance } from 'fastify';
import { errorPage } from '../pages/error-page.ts';
import type { SignInParts } from '../parts.ts';
import { saveStep, takeSecret } from '../sessions/steps.ts';
import { federatedAccount } from '../upstream/federated-account.ts';
import type { Upstream } from '../upstream/upstream.ts';
import { goOn } from './finish-sign-in.ts';
import { sendPage } from './forms.ts';
import { within } from './interaction.ts';

/** Why somebody who may be signed in there has to sign in once more. */
const again: ReadonlySet<string> = new Set(['login_prompt', 'max_age', 'idle']);

export function addUpstreamRoutes(scope: FastifyInstance, parts: SignInParts, upstream: Upstream): void {
  const { query } = parts.database;

  scope.post(
    '/auth/sign-in/:uid/upstream',
    within(parts, async ({ uid, details }, _request, reply) => {
      const anew = details.prompt.reasons.some((reason) => again.has(reason));
      const begun = await upstream.begin(uid, anew).catch(() => undefined);
      if (!begun)
        return sendPage(
          reply.code(502),
          errorPage(`${upstream.name} does not answer; use a password, or try again later`),
        );
      await saveStep(query, uid, { means: [], secret: begun.kept });
      return reply.redirect(begun.address, 303);
    }),
  );

  // The cookie that proves whose sign-in this is belongs to the address of the sign-in.
  scope.get<{ Querystring: { state?: string } }>('/auth/upstream', async (request, reply) => {
    const uid = /^([\w-]{20,64})\./.exec(request.query.state ?? '')?.[1];
    if (uid === undefined)
      return sendPage(reply.code(400), errorPage('the answer belongs to no sign-in that was begun here'));
    return reply.redirect(`/auth/sign-in/${uid}/upstream?${queryOf(request.url)}`, 303);
  });

  scope.get(
    '/auth/sign-in/:uid/upstream',
    within(parts, async (interaction, request, reply) => {
      const kept = await takeSecret(query, interaction.uid);
      const claims = kept && (await upstream.finish(kept, new URLSearchParams(queryOf(request.url))));
      if (!claims) {
        await parts.record({ action: 'refused', address: request.ip, means: ['sso'] });
        return sendPage(reply.code(401), errorPage(`${upstream.name} did not confirm who you are`));
      }
      const account = await federatedAccount(parts.database, claims, upstream.roles);
      if (!account) {
        await parts.record({ action: 'refused', address: request.ip, means: ['sso'] });
        return sendPage(
          reply.code(403),
          errorPage('you have no account here; ask an administrator of this server for a role'),
        );
      }
      const means = Array.isArray(claims.amr) && claims.amr.includes('mfa') ? ['sso', 'mfa'] : ['sso'];
      return goOn(parts, { account: account.id, means }, { interaction, request, reply });
    }),
  );
}

const queryOf = (url: string) => url.slice(url.indexOf('?') + 1);
