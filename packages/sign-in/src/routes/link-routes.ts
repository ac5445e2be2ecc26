/** Where one-time links lead: choosing a password. */
import type { FastifyInstance } from 'fastify';
import { findAccount } from '../accounts/accounts.ts';
import { accountOfLink, useLink } from '../accounts/one-time-links.ts';
import { passwordKeptPage, setPasswordPage, spentLinkPage } from '../pages/set-password-page.ts';
import type { SignInParts } from '../parts.ts';
import { setPassword } from '../passwords/set-password.ts';
import { SignInRefusal } from '../refusal.ts';
import { csrfOf, formOf, isOurs, sendPage } from './forms.ts';

export function addLinkRoutes(scope: FastifyInstance, { database, cookieKey, record }: SignInParts): void {
  const { query } = database;
  const owner = async (secret: string) => {
    const id = await accountOfLink(query, secret);
    const account = id === undefined ? undefined : await findAccount(query, id);
    return account?.disabled === undefined ? account : undefined;
  };
  const pageFor = (secret: string, page: { email?: string; problem?: string }) =>
    setPasswordPage({
      action: `/auth/link/${secret}`,
      csrf: csrfOf(cookieKey, secret),
      email: page.email ?? '',
      problem: page.problem,
    });

  scope.get<{ Params: { secret: string } }>('/auth/link/:secret', async ({ params: { secret } }, reply) => {
    const account = await owner(secret);
    if (!account) return sendPage(reply.code(410), spentLinkPage());
    return sendPage(reply, pageFor(secret, account));
  });

  scope.post<{ Params: { secret: string } }>('/auth/link/:secret', async (request, reply) => {
    const { secret } = request.params;
    const form = formOf(request);
    const account = await owner(secret);
    if (!account || !isOurs(form, cookieKey, secret)) return sendPage(reply.code(410), spentLinkPage());
    try {
      await setPassword(query, account, form.get('password') ?? '');
    } catch (error) {
      if (!(error instanceof SignInRefusal)) throw error;
      return sendPage(reply.code(400), pageFor(secret, { email: account.email, problem: error.message }));
    }
    await useLink(query, secret);
    await record({ action: 'password set', account: account.id, address: request.ip });
    return sendPage(reply, passwordKeptPage());
  });
}
