/** The end of the first question: this is who it is. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { factorsOf, hasSecondFactor } from '../factors/factors.ts';
import { html } from '../pages/html.ts';
import { pageText } from '../pages/page.ts';
import type { SignInParts } from '../parts.ts';
import { authenticationClasses, classOf } from '../provider/authentication-class.ts';
import { endStep, saveStep } from '../sessions/steps.ts';
import { sendPage } from './forms.ts';
import type { Interaction } from './interaction.ts';

export interface Passed {
  readonly account: string;
  /** Methods of https://www.rfc-editor.org/rfc/rfc8176 */
  readonly means: readonly string[];
}

/** Asks for the second factor when the account has one and it was not shown yet; else goes on to the app. */
export async function goOn(
  parts: SignInParts,
  { account, means }: Passed,
  at: { readonly interaction: Interaction; readonly request: FastifyRequest; readonly reply: FastifyReply },
): Promise<FastifyReply> {
  const { interaction, request, reply } = at;
  const { query } = parts.database;
  const isStrong = classOf(means) === authenticationClasses.twoFactors;
  if (!isStrong && hasSecondFactor(await factorsOf(query, account))) {
    await saveStep(query, interaction.uid, { account, means });
    return reply.redirect(interaction.action, 303);
  }
  const wanted = String(interaction.details.params.acr_values ?? '').split(' ');
  if (!isStrong && wanted.includes(authenticationClasses.twoFactors))
    return sendPage(reply.code(403), needsFactorPage());
  await endStep(query, interaction.uid);
  const result = {
    login: {
      accountId: account,
      acr: classOf(means),
      amr: [...means],
      ts: Math.floor(Date.now() / 1000),
      remember: false,
    },
  };
  const next = await parts.provider().interactionResult(request.raw, reply.raw, result);
  await parts.record({
    action: 'signed in',
    account,
    client: String(interaction.details.params.client_id),
    address: request.ip,
    means,
  });
  return reply.redirect(next, 303);
}

function needsFactorPage(): string {
  return pageText({
    title: 'A second factor is needed',
    body: html`<p>What you want to do is only open to people who sign in with two factors, and your account has a password alone.</p>
<p><a class="button" href="/auth/account">Add a passkey or an authenticator app</a></p>`,
  });
}
