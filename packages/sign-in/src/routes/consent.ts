/** The last question: what may the app do, and about whom? */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Account } from '../accounts/account.ts';
import { findAccount } from '../accounts/accounts.ts';
import type { Known } from '../known.ts';
import { keepContext, type LaunchContext, preparedLaunch } from '../launch/contexts.ts';
import { type Choice, consentPage } from '../pages/consent-page.ts';
import { errorPage } from '../pages/error-page.ts';
import type { SignInParts } from '../parts.ts';
import { allowedScopes, isResourceScope, isScope } from '../provider/scopes.ts';
import { csrfOf, sendPage } from './forms.ts';
import type { Interaction } from './interaction.ts';
import { chosenEncounter, needsEncounter, needsPatient } from './launch-choice.ts';

interface At {
  readonly interaction: Interaction;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

interface Asked {
  readonly account: Account;
  readonly clientId: string;
  readonly app: string;
  /** What the client may have of what it asked for. */
  readonly scopes: readonly string[];
  /** Settled: by the launch, or because a patient is themselves. */
  readonly context: LaunchContext;
  readonly mustChoose: boolean;
  readonly isOwn: boolean;
}

export async function showConsent(parts: SignInParts, at: At): Promise<FastifyReply> {
  const asked = await askedOf(parts, at.interaction);
  if ('reason' in asked) return sendPage(at.reply.code(400), errorPage(asked.reason));
  if (asked.isOwn) return grant(parts, at, { asked, context: {} });
  const sought = (at.request.query as { patient?: string }).patient?.slice(0, 100);
  return sendPage(at.reply, await pageOf(parts, at, { asked, sought }), at.interaction.targets);
}

export async function takeConsent(parts: SignInParts, at: At): Promise<FastifyReply> {
  const asked = await askedOf(parts, at.interaction);
  if ('reason' in asked) return sendPage(at.reply.code(400), errorPage(asked.reason));
  const { form } = at.interaction;
  if (form.get('answer') !== 'allow') {
    const result = { error: 'access_denied', error_description: 'the person refused' };
    return at.reply.redirect(await parts.provider().interactionResult(at.request.raw, at.reply.raw, result), 303);
  }
  const person = personOf(asked.account);
  const known = asked.context.patient;
  const id = asked.mustChoose ? (form.get('patient') ?? '') : known;
  const [patient] = id ? await parts.findPatients(person, { id }) : [];
  if (asked.mustChoose && !patient) {
    const page = await pageOf(parts, at, { asked, problem: 'No patient is chosen. Search for one and mark it.' });
    return sendPage(at.reply.code(400), page, at.interaction.targets);
  }
  const context = { ...asked.context, ...(asked.mustChoose && patient && { patient: patient.id }) };
  if (!patient || !needsEncounter(asked.scopes, context)) return grant(parts, at, { asked, context });
  const encounter = await chosenEncounter(parts, at, { app: asked.app, person, patient });
  if (typeof encounter !== 'string') return encounter;
  return grant(parts, at, { asked, context: { ...context, ...(encounter !== '' && { encounter }) } });
}

async function askedOf(parts: SignInParts, { details }: Interaction): Promise<Asked | { readonly reason: string }> {
  const { query } = parts.database;
  const { client_id: clientId, scope, launch } = details.params as Record<string, string | undefined>;
  const account = details.session?.accountId ? await findAccount(query, details.session.accountId) : undefined;
  const client = clientId ? await parts.provider().Client.find(clientId) : undefined;
  if (!account || account.disabled !== undefined) return { reason: 'nobody is signed in any more' };
  if (!client) return { reason: 'the app is not known any more' };
  const asked = (scope ?? '').split(' ').filter(isScope);
  const most = String(client.charthouse_scopes ?? '').split(' ');
  const scopes = [
    ...asked.filter((one) => !isResourceScope(one)),
    ...allowedScopes(asked.filter(isResourceScope), most),
  ];
  const common = { account, clientId: client.clientId, app: client.clientName ?? client.clientId, scopes };
  if (client.charthouse_kind === 'own') return { ...common, context: {}, mustChoose: false, isOwn: true };
  const context = await contextOf(parts, {
    account,
    clientId: client.clientId,
    launch: scopes.includes('launch') ? launch : undefined,
  });
  if (!context) return { reason: 'what the app was opened about is not known any more; open it from the record again' };
  return { ...common, context, mustChoose: needsPatient(scopes) && context.patient === undefined, isOwn: false };
}

/** Undefined: launched with what nobody prepared for this person and app. */
async function contextOf(
  parts: SignInParts,
  { account, clientId, launch }: { account: Account; clientId: string; launch?: string },
): Promise<LaunchContext | undefined> {
  if (launch !== undefined)
    return preparedLaunch(parts.database.query, launch, { account: account.id, client: clientId });
  const self = account.kind === 'patient' ? /^Patient\/(.+)$/.exec(account.fhirUser ?? '')?.[1] : undefined;
  return self === undefined ? {} : { patient: self, need_patient_banner: true };
}

async function pageOf(
  parts: SignInParts,
  { interaction: { uid, action } }: At,
  { asked, sought, problem }: { asked: Asked; sought?: string; problem?: string },
): Promise<string> {
  const person = personOf(asked.account);
  const { patient } = asked.context;
  const choices: Choice[] | undefined = asked.mustChoose
    ? await parts.findPatients(person, { text: sought ?? '' })
    : undefined;
  const [settled] = patient === undefined ? [] : await parts.findPatients(person, { id: patient });
  return consentPage({
    action,
    csrf: csrfOf(parts.cookieKey, uid),
    app: asked.app,
    scopes: asked.scopes,
    person: asked.account.name,
    problem,
    sought,
    choices,
    patient:
      settled ?? (patient === undefined ? undefined : { id: patient, name: 'the patient you opened', about: '' }),
  });
}

/** A grant of its own for each launch: it is about one patient. */
async function grant(
  parts: SignInParts,
  { interaction, request, reply }: At,
  { asked, context }: { asked: Asked; context: LaunchContext },
): Promise<FastifyReply> {
  const provider = parts.provider();
  const { account, clientId, scopes } = asked;
  const given = new provider.Grant({ accountId: account.id, clientId });
  const resource = scopes.filter(isResourceScope);
  const asksBeside = String(interaction.details.params.scope ?? '')
    .split(' ')
    .filter((one) => isResourceScope(one) && !resource.includes(one));
  given.addOIDCScope(scopes.filter((one) => !isResourceScope(one)).join(' '));
  given.addResourceScope(parts.fhirBase, resource.join(' '));
  if (asksBeside.length > 0) given.rejectResourceScope(parts.fhirBase, asksBeside.join(' '));
  const grantId = await given.save();
  if (!asked.isOwn && Object.keys(context).length > 0)
    await keepContext(parts.database.query, grantId, {
      account: account.id,
      client: clientId,
      context: { need_patient_banner: true, ...context },
    });
  const next = await provider.interactionResult(request.raw, reply.raw, { consent: { grantId } });
  await parts.record({ action: 'let in', account: account.id, client: clientId, address: request.ip });
  return reply.redirect(next, 303);
}

/** Whom the search for patients is made for: the person, with all they may do. */
function personOf({ id, name, kind, roles, fhirUser }: Account): Known {
  return { user: id, name, kind, roles, twoFactors: false, ...(fhirUser !== undefined && { fhirUser }) };
}
