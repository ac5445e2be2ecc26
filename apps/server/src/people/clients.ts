/** Adds, lists and revokes apps and services. */
import { readFile } from 'node:fs/promises';
import { addClient, type Client, changeRoles, findClient, listClients, revokeClient } from '@charthouse/sign-in/people';
import { failure, wrongUsage } from '../command-line/stop.ts';
import { ownAddress } from '../settings/own-address.ts';
import type { Settings } from '../settings/settings.ts';
import { type Around, byCommand, changePeople, withPeople } from './open.ts';
import { kindOf } from './roles.ts';

export interface NewClientInput {
  readonly name: string;
  readonly scopes: string;
  readonly redirectUris: readonly string[];
  readonly launchUrl?: string;
  /** Path of a file with a JWK set. */
  readonly keys?: string;
  /** Of a service; default: `application`. */
  readonly roles: readonly string[];
  readonly confidential: boolean;
}

export async function add(input: NewClientInput, { settings, report }: Around): Promise<number> {
  const { keys, confidential, ...client } = input;
  const isService = client.redirectUris.length === 0;
  const roles = isService && input.roles.length === 0 ? ['application'] : input.roles;
  if (roles.length > 0 && !isService)
    throw wrongUsage('an app acts for the person who signs in and has no role of its own; --role is for services.');
  if (isService && kindOf(roles) !== 'service')
    throw wrongUsage(`the role ${roles.join(', ')} is for people, not for services.`);
  const jwks = keys === undefined ? undefined : await readFile(keys, 'utf8').catch((error) => cannotRead(keys, error));
  const kind = isService ? 'service' : confidential || jwks ? 'confidential' : 'public';
  const { id, secret } = await changePeople(settings, async (query, tell) => {
    const added = await addClient(query, { ...client, kind, jwks, by: byCommand });
    const account = (await findClient(query, added.id))?.account;
    if (account) await changeRoles(query, account, { grant: roles, by: byCommand });
    tell(`client ${added.id} added (${kind}): ${client.scopes}`);
    return added;
  });
  report.say(`${client.name} is registered (${kind}): client_id ${id}`, {
    client_id: id,
    client_secret: secret,
    kind,
    scope: client.scopes,
  });
  if (secret) report.say(`client_secret, shown this once: ${secret}`);
  if (secret && isService) report.say(howToBegin(settings, { id, secret, scopes: client.scopes }));
  return 0;
}

/** A token by hand, for a first try. */
function howToBegin(settings: Settings, { id, secret, scopes }: Record<'id' | 'secret' | 'scopes', string>): string {
  const server = ownAddress(settings);
  const ask = `curl -s -u ${id}:${secret} -d grant_type=client_credentials --data-urlencode 'scope=${scopes}' ${server}/auth/token`;
  return [
    'While the server runs, this asks for a token, which is good for five minutes, and uses it:',
    `  TOKEN=$(${ask} | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')`,
    `  curl -H "Authorization: Bearer $TOKEN" '${server}/fhir/R4/Patient?_count=3'`,
  ].join('\n');
}

export async function list({ settings, report }: Around): Promise<number> {
  const clients = await withPeople(settings, ({ query }) => listClients(query));
  if (clients.length === 0) report.say('None yet. `charthouse client add` registers one.');
  for (const client of clients) report.say(lineOf(client), factOf(client));
  return 0;
}

export async function revoke(id: string, { settings, report }: Around): Promise<number> {
  const isNew = await changePeople(settings, async (query, tell) => {
    if (!(await findClient(query, id)))
      throw failure(`there is no client ${id}. \`charthouse client list\` shows those there are.`);
    tell(`client ${id} revoked`);
    return revokeClient(query, id);
  });
  report.say(isNew ? `${id} is out: its tokens ended` : `${id} was revoked before`, { client_id: id, revoked: true });
  return 0;
}

function cannotRead(path: string, error: unknown): never {
  throw failure(`the file of keys cannot be read: ${path} (${(error as NodeJS.ErrnoException).code}).`, error);
}

function lineOf({ id, name, kind, scopes, revoked }: Client): string {
  return [id, name, kind, scopes, revoked !== undefined && 'revoked'].filter(Boolean).join('  ');
}

function factOf({ id, name, kind, scopes, redirectUris, created, revoked }: Client) {
  return {
    client_id: id,
    name,
    kind,
    scope: scopes,
    redirect_uris: redirectUris,
    created: new Date(created).toISOString(),
    ...(revoked !== undefined && { revoked: new Date(revoked).toISOString() }),
  };
}
