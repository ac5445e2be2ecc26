/** The sign-in a browser is in the middle of, as its cookie proves. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { errors, type Provider } from 'oidc-provider';
import { errorPage } from '../pages/error-page.ts';
import { formTarget } from '../pages/page.ts';
import type { SignInParts } from '../parts.ts';
import { type Form, formOf, isOurs, sendPage } from './forms.ts';

type Details = Awaited<ReturnType<Provider['interactionDetails']>>;

export interface Interaction {
  readonly uid: string;
  readonly details: Details;
  readonly form: Form;
  /** Path of the pages of this sign-in. */
  readonly action: string;
  /** Where forms may lead in the end. */
  readonly targets: readonly string[];
}

type Handler = (interaction: Interaction, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/** Answers itself when there is no such sign-in, it is not this browser's, or the form is not ours. */
export function within(parts: SignInParts, handler: Handler) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { uid } = request.params as { uid: string };
    const details = await parts.provider().interactionDetails(request.raw, reply.raw).catch(onlyMissing);
    if (!details || details.uid !== uid)
      return sendPage(reply.code(400), errorPage('it took longer than an hour, or began in another browser'));
    const form = formOf(request);
    if (request.method === 'POST' && !isOurs(form, parts.cookieKey, uid))
      return sendPage(reply.code(403), errorPage('the form did not come from this page'));
    const targets = formTarget(details.params.redirect_uri);
    return handler({ uid, details, form, action: `/auth/sign-in/${uid}`, targets }, request, reply);
  };
}

function onlyMissing(error: unknown): undefined {
  if (error instanceof errors.SessionNotFound) return undefined;
  throw error;
}
