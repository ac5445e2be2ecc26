/** The pages between an app's wish to sign somebody in and its answer. They work without a script; passkeys need one. */
import { sql } from '@charthouse/fhir-search';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { normalEmail } from '../accounts/account.ts';
import { findAccount } from '../accounts/accounts.ts';
import { factorsOf } from '../factors/factors.ts';
import { authenticationOptions, takePasskey } from '../factors/passkeys.ts';
import { takeRecoveryCode } from '../factors/recovery-codes.ts';
import { takeTotp } from '../factors/totp.ts';
import { type Attempt, admit, succeed } from '../limits/attempts.ts';
import { knownDevice, rememberDevice } from '../limits/known-device.ts';
import { secondFactorPage } from '../pages/second-factor-page.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import type { SignInParts } from '../parts.ts';
import { isPassword } from '../passwords/hash.ts';
import { keyed } from '../secrets.ts';
import { endStep, saveStep, stepOf, takeSecret } from '../sessions/steps.ts';
import { showConsent, takeConsent } from './consent.ts';
import { goOn } from './finish-sign-in.ts';
import { csrfOf, sendPage } from './forms.ts';
import { type Interaction, within } from './interaction.ts';

interface At {
  readonly interaction: Interaction;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export function addSignInRoutes(scope: FastifyInstance, parts: SignInParts): void {
  const path = '/auth/sign-in/:uid';
  const on = (work: (parts: SignInParts, at: At) => Promise<FastifyReply>) =>
    within(parts, (interaction, request, reply) => work(parts, { interaction, request, reply }));
  scope.get(path, on(showQuestion));
  scope.post(`${path}/password`, on(takePasswordForm));
  scope.post(`${path}/code`, on(takeCodeForm));
  scope.post(`${path}/passkey-options`, on(sendPasskeyOptions));
  scope.post(`${path}/passkey`, on(takePasskeyForm));
  scope.post(`${path}/begin-again`, on(beginAgain));
  scope.post(`${path}/consent`, on(takeConsent));
}

async function showQuestion(parts: SignInParts, at: At): Promise<FastifyReply> {
  return at.interaction.details.prompt.name === 'consent' ? showConsent(parts, at) : ask(parts, at);
}

/** The first or second question, again with what went wrong. */
async function ask(
  parts: SignInParts,
  at: At,
  again: { problem?: string; email?: string } = {},
): Promise<FastifyReply> {
  const { uid, action, details, targets } = at.interaction;
  const { query } = parts.database;
  const csrf = csrfOf(parts.cookieKey, uid);
  const { account } = await stepOf(query, uid);
  if (account !== undefined) {
    const { totp, passkeys } = await factorsOf(query, account);
    const page = { action, csrf, hasCode: totp, hasPasskey: passkeys.length > 0, problem: again.problem };
    return sendPage(at.reply, secondFactorPage(page), targets);
  }
  const client = await parts.provider().Client.find(String(details.params.client_id));
  const hint = typeof details.params.login_hint === 'string' ? details.params.login_hint : undefined;
  return sendPage(
    at.reply,
    signInPage({
      action,
      csrf,
      app: client?.clientName ?? 'an app',
      email: again.email ?? hint,
      problem: again.problem,
      provider: parts.upstream?.name,
    }),
    [...targets, ...(parts.upstream?.formTargets ?? [])],
  );
}

const wrongPassword =
  'The address and the password do not belong together. Check both: capitals count. If you do not remember, ask an administrator for a new link.';

async function takePasswordForm(parts: SignInParts, at: At): Promise<FastifyReply> {
  const { query } = parts.database;
  const email = at.interaction.form.get('email') ?? '';
  const password = at.interaction.form.get('password') ?? '';
  const here = attemptOf(parts, at, normalEmail(email));
  const device = knownDevice(at.request.headers.cookie, parts.cookieKey, here.who);
  const attempt = device === undefined ? here : { ...here, address: device };
  const attempted = await attemptNow(parts, at, attempt);
  if ('problem' in attempted) return ask(parts, at, { ...attempted, email });
  const rows = await query<{ id: string; password_hash: string | null }>(
    sql`select id, password_hash from account where email = ${normalEmail(email)} and disabled is null and kind <> 'service'`,
  );
  const isRight = await isPassword(password, rows[0]?.password_hash);
  if (isRight) await succeed(query, attempted.id);
  const account = rows[0]?.id;
  if (!isRight || account === undefined) {
    await parts.record({ action: 'refused', account, address: at.request.ip, means: ['pwd'] });
    return ask(parts, { ...at, reply: at.reply.code(401) }, { problem: wrongPassword, email });
  }
  if (device === undefined) {
    const known = { key: parts.cookieKey, who: attempt.who, url: parts.url };
    at.reply.header('set-cookie', await rememberDevice(query, known));
  }
  return goOn(parts, { account, means: ['pwd'] }, at);
}

async function takeCodeForm(parts: SignInParts, at: At): Promise<FastifyReply> {
  const { query } = parts.database;
  const { account, means } = await stepOf(query, at.interaction.uid);
  if (account === undefined) return at.reply.redirect(at.interaction.action, 303);
  // whoever comes here knows the password: wherever from, they wait together
  const attempt = { ...attemptOf(parts, at, `second|${account}`), address: 'anywhere' };
  const attempted = await attemptNow(parts, at, attempt);
  if ('problem' in attempted) return ask(parts, at, attempted);
  const code = at.interaction.form.get('code') ?? '';
  const isCode = /^\s*(\d\s*){6}$/.test(code);
  const isRight = isCode ? await takeTotp(parts, account, { code }) : await takeRecoveryCode(query, account, code);
  if (isRight) await succeed(query, attempted.id);
  if (isRight) return goOn(parts, { account, means: [...means, isCode ? 'otp' : 'kba', 'mfa'] }, at);
  await parts.record({ action: 'refused', account, address: at.request.ip, means: ['otp'] });
  const problem =
    'The code is wrong, too old, or was used before. Wait for the next one; a recovery code has 16 letters and digits.';
  return ask(parts, { ...at, reply: at.reply.code(401) }, { problem });
}

async function sendPasskeyOptions(parts: SignInParts, { interaction: { uid }, reply }: At): Promise<FastifyReply> {
  const { query } = parts.database;
  const step = await stepOf(query, uid);
  const options = await authenticationOptions(query, parts.url, step.account);
  await saveStep(query, uid, { ...step, secret: options.challenge });
  return reply.header('cache-control', 'no-store').send(options);
}

async function takePasskeyForm(parts: SignInParts, at: At): Promise<FastifyReply> {
  const { query } = parts.database;
  const { uid, form } = at.interaction;
  const attempt = attemptOf(parts, at, `passkey|${uid}`); // nobody guesses those: only to bound the work
  const attempted = await attemptNow(parts, at, attempt);
  if ('problem' in attempted) return ask(parts, at, attempted);
  const { account, means } = await stepOf(query, uid);
  const challenge = await takeSecret(query, uid);
  const response = form.get('response') ?? '';
  const use = challenge ? await takePasskey(query, { url: parts.url, challenge, response, account }) : undefined;
  const owner = use && (await findAccount(query, use.account));
  if (!use || owner?.disabled !== undefined) {
    await parts.record({ action: 'refused', account, address: at.request.ip, means: ['hwk'] });
    const problem = 'This passkey does not open this account. Use another one, or your password.';
    return ask(parts, { ...at, reply: at.reply.code(401) }, { problem });
  }
  await succeed(query, attempted.id);
  const isTwo = use.verified || means.includes('pwd');
  return goOn(
    parts,
    { account: use.account, means: [...means, 'hwk', ...(use.verified ? ['user'] : []), ...(isTwo ? ['mfa'] : [])] },
    at,
  );
}

async function beginAgain(parts: SignInParts, { interaction: { uid, action }, reply }: At): Promise<FastifyReply> {
  await endStep(parts.database.query, uid);
  return reply.redirect(action, 303);
}

function attemptOf(parts: SignInParts, at: At, who: string): Attempt {
  return { who: keyed(parts.cookieKey, `who|${who}`), address: at.request.ip };
}

/** The attempt, or why not now; then the reply is marked so. */
async function attemptNow(parts: SignInParts, at: At, attempt: Attempt): Promise<{ id: string } | { problem: string }> {
  const admission = await admit(parts.database, attempt);
  if ('id' in admission) return admission;
  const { wait } = admission;
  await parts.record({ action: 'made to wait', address: at.request.ip });
  at.reply.code(429).header('retry-after', wait);
  const time = wait === 1 ? 'a second' : wait < 120 ? `${wait} seconds` : `${Math.ceil(wait / 60)} minutes`;
  return { problem: `There were too many wrong attempts. Wait ${time}, then try again.` };
}
