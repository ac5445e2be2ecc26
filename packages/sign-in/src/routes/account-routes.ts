/** A person's own account: passkeys, authenticator app, recovery codes, password. Changes ask for a fresh sign-in. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { endSessions } from '../accounts/accounts.ts';
import { appsLetIn, stopApp } from '../clients/let-in.ts';
import { factorsOf } from '../factors/factors.ts';
import { addPasskey, registrationOptions, removePasskey } from '../factors/passkeys.ts';
import { newRecoveryCodes } from '../factors/recovery-codes.ts';
import { beginTotp, removeTotp, takeTotp } from '../factors/totp.ts';
import { type AccountPage, accountPage } from '../pages/account-page.ts';
import { errorPage } from '../pages/error-page.ts';
import type { SignInParts } from '../parts.ts';
import { setPassword } from '../passwords/set-password.ts';
import { SignInRefusal } from '../refusal.ts';
import { saveStep, takeSecret } from '../sessions/steps.ts';
import { csrfOf, type Form, formOf, isOurs, sendPage } from './forms.ts';
import { type OwnSession, ownSession, signInAddress } from './own-session.ts';

type Shown = Pick<AccountPage, 'problem' | 'setup' | 'codes'>;

interface Change {
  readonly parts: SignInParts;
  readonly session: OwnSession;
  readonly form: Form;
  readonly address: string;
}

/** What is shown after it; nothing: the page anew. */
type Work = (change: Change) => Promise<Shown | undefined>;

export function addAccountRoutes(scope: FastifyInstance, parts: SignInParts): void {
  scope.get('/auth/account', async (request, reply) => {
    const session = await ownSession(parts, request, reply);
    if (!session) return reply.redirect(signInAddress(parts.url, false), 303);
    return show(parts, { session, reply });
  });

  for (const [path, work] of Object.entries(changes))
    scope.post(`/auth/account/${path}`, async (request, reply) => {
      const session = await freshSession(parts, request, reply);
      if (!session) return reply;
      const shown = await work({ parts, session, form: formOf(request), address: request.ip });
      return shown ? show(parts, { session, reply, shown }) : reply.redirect('/auth/account', 303);
    });

  scope.post('/auth/account/passkey-options', async (request, reply) => {
    const session = await freshSession(parts, request, reply);
    if (!session) return reply;
    const options = await registrationOptions(parts.database.query, parts.url, session.account);
    await saveStep(parts.database.query, placeOf(session), { means: [], secret: options.challenge });
    return reply.header('cache-control', 'no-store').send(options);
  });
}

const placeOf = ({ uid }: OwnSession) => `account ${uid}`;

/** Answers itself when nobody is signed in, the sign-in is not fresh, or the form is not ours. */
async function freshSession(
  parts: SignInParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<OwnSession | undefined> {
  const session = await ownSession(parts, request, reply);
  if (!session || Date.now() - session.signedIn > parts.freshFor) {
    reply.redirect(signInAddress(parts.url, session !== undefined), 303);
    return undefined;
  }
  if (isOurs(formOf(request), parts.cookieKey, placeOf(session))) return session;
  sendPage(reply.code(403), errorPage('the form did not come from this page'));
  return undefined;
}

async function show(
  parts: SignInParts,
  { session, reply, shown = {} }: { session: OwnSession; reply: FastifyReply; shown?: Shown },
): Promise<FastifyReply> {
  const { account } = session;
  const factors = await factorsOf(parts.database.query, account.id);
  const apps = await appsLetIn(parts.database.query, account.id);
  const csrf = csrfOf(parts.cookieKey, placeOf(session));
  if (shown.problem !== undefined) reply.code(400);
  return sendPage(reply, accountPage({ account, factors, apps, csrf, ...shown }));
}

const changes: Readonly<Record<string, Work>> = {
  async passkey({ parts, session, form, address }) {
    const { query } = parts.database;
    const challenge = await takeSecret(query, placeOf(session));
    const name = (form.get('name') ?? '').trim().slice(0, 60) || 'Passkey';
    const response = form.get('response') ?? '';
    const account = session.account.id;
    const isKept = challenge && (await addPasskey(query, { url: parts.url, account, challenge, response, name }));
    if (!isKept) return { problem: 'The passkey was not taken. Try again; a device can be added once only.' };
    await parts.record({ action: 'factor added', account, address, means: ['hwk'] });
    return undefined;
  },
  async 'passkey-remove'({ parts, session, form, address }) {
    await removePasskey(parts.database.query, session.account.id, form.get('id') ?? '');
    await parts.record({ action: 'factor removed', account: session.account.id, address, means: ['hwk'] });
    return undefined;
  },
  async totp({ parts, session }) {
    const { id, email = '' } = session.account;
    return { setup: await beginTotp(parts, id, email) };
  },
  async 'totp-confirm'({ parts, session, form, address }) {
    const { query } = parts.database;
    const { id, email = '' } = session.account;
    if (!(await takeTotp(parts, id, { code: form.get('code') ?? '', confirm: true })))
      return {
        problem: 'The code is not the one of this moment. Type the next one.',
        setup: await beginTotp(parts, id, email),
      };
    await parts.record({ action: 'factor added', account: id, address, means: ['otp'] });
    return { codes: await newRecoveryCodes(query, id) };
  },
  async 'totp-remove'({ parts, session, address }) {
    await removeTotp(parts.database.query, session.account.id);
    await parts.record({ action: 'factor removed', account: session.account.id, address, means: ['otp'] });
    return undefined;
  },
  async 'app-stop'({ parts, session, form, address }) {
    const client = form.get('client') ?? '';
    await stopApp(parts.database.query, session.account.id, client);
    await parts.record({ action: 'app stopped', account: session.account.id, client, address });
    return undefined;
  },
  async 'recovery-codes'({ parts, session }) {
    return { codes: await newRecoveryCodes(parts.database.query, session.account.id) };
  },
  async password({ parts, session, form, address }) {
    try {
      await setPassword(parts.database.query, session.account, form.get('password') ?? '');
    } catch (error) {
      if (!(error instanceof SignInRefusal)) throw error;
      return { problem: error.message };
    }
    await parts.record({ action: 'password set', account: session.account.id, address });
    await endSessions(parts.database.query, session.account.id); // whoever knew the old one is out
    return undefined;
  },
};
