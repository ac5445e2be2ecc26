/** Adds, lists, disables and resets accounts of people. */
import { createInterface } from 'node:readline';
import {
  type Account,
  addAccount,
  changeRoles,
  disableAccount,
  endSessions,
  findByEmail,
  forgetPassword,
  listAccounts,
  makeLink,
  type Query,
  removeFactors,
  SignInRefusal,
  setPassword,
} from '@charthouse/sign-in/people';
import { failure, wrongUsage } from '../command-line/stop.ts';
import { linkAddress } from './link-address.ts';
import { type Around, byCommand, changePeople, withPeople } from './open.ts';
import { kindOf } from './roles.ts';

export interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly fhirUser?: string;
  readonly facilities: readonly string[];
  /** The password is on standard input. */
  readonly fromInput: boolean;
}

export async function addUser(user: NewUser, { settings, report }: Around): Promise<number> {
  const { email, name, roles, fhirUser, facilities, fromInput } = user;
  const kind = kindOf(roles);
  if (kind === 'service') throw wrongUsage('that role is for programs: `charthouse client add --role` gives it.');
  if (kind === 'patient' && !fhirUser)
    throw wrongUsage('--fhir-user says who a patient is in the record, such as Patient/42 or RelatedPerson/7.');
  const password = fromInput ? await firstLine() : undefined;
  const { id, link } = await changePeople(settings, async (query, tell) => {
    const added = await addAccount(query, { kind, email, name, roles, fhirUser, facilities, by: byCommand });
    tell(`account ${added} added as ${roles.join(', ')}`);
    const account = await known(query, email);
    if (password === undefined) return { id: added, link: linkAddress(settings, await makeLink(query, added)) };
    await setPassword(query, account, password);
    return { id: added, link: undefined };
  });
  report.say(`${email} is added as ${roles.join(', ')}`, { id, email: email.toLowerCase(), name, roles, link });
  if (link) report.say(`To choose a password, once, within a day: ${link}`);
  return 0;
}

export async function listUsers({ settings, report }: Around): Promise<number> {
  const accounts = await withPeople(settings, ({ query }) => listAccounts(query));
  if (accounts.length === 0) report.say('Nobody yet. `charthouse user add` adds somebody.');
  for (const account of accounts) report.say(lineOf(account), factOf(account));
  return 0;
}

/** The account has exactly these roles afterwards; those that another provider gave come back at its next sign-in there. */
export async function changeRolesOf(
  { email, roles }: { readonly email: string; readonly roles: readonly string[] },
  { settings, report }: Around,
): Promise<number> {
  const kind = kindOf(roles);
  const before = await changePeople(settings, async (query, tell) => {
    const account = await known(query, email);
    if (account.kind !== kind)
      throw new SignInRefusal(
        `${email} is an account of the kind ${account.kind}; these roles are for ${kind}. Add another account.`,
      );
    const grant = roles.filter((role) => !account.roles.includes(role));
    const takeBack = account.roles.filter((role) => !roles.includes(role));
    await changeRoles(query, account.id, { grant, takeBack, by: byCommand });
    tell(`account ${account.id} is ${roles.join(', ')}, was ${account.roles.join(', ') || 'without roles'}`);
    return account.roles;
  });
  report.say(`${email.toLowerCase()} is ${roles.join(', ')} now`, { email: email.toLowerCase(), roles, before });
  return 0;
}

interface Change {
  readonly email: string;
  readonly factors: boolean;
}

export async function disableUser({ email }: Change, { settings, report }: Around): Promise<number> {
  const isNew = await changePeople(settings, async (query, tell) => {
    const { id } = await known(query, email);
    tell(`account ${id} disabled`);
    return disableAccount(query, id);
  });
  report.say(isNew ? `${email.toLowerCase()} is out: sessions and tokens ended` : `${email} was disabled before`, {
    email,
    disabled: true,
  });
  return 0;
}

export async function resetUser({ email, factors }: Change, { settings, report }: Around): Promise<number> {
  const link = await changePeople(settings, async (query, tell) => {
    const { id, disabled } = await known(query, email);
    if (disabled !== undefined)
      throw new SignInRefusal(`${email} is disabled. Add a new account for a person who comes back.`);
    await endSessions(query, id);
    await forgetPassword(query, id);
    if (factors) await removeFactors(query, id);
    tell(`account ${id} reset${factors ? ', with its factors' : ''}`);
    return linkAddress(settings, await makeLink(query, id));
  });
  report.say(`Sessions and password of ${email} ended. To choose a password, once, within a day: ${link}`, {
    email,
    link,
  });
  return 0;
}

async function known(query: Query, email: string): Promise<Account> {
  const account = await findByEmail(query, email);
  if (!account)
    throw new SignInRefusal(`Nobody has the address ${email}. \`charthouse user list\` shows who is known.`);
  return account;
}

async function firstLine(): Promise<string> {
  for await (const line of createInterface({ input: process.stdin })) return line;
  throw failure('standard input is empty; --password-stdin reads the password from it.');
}

function lineOf({ email, name, kind, roles, disabled, hasPassword }: Account): string {
  const states = [disabled !== undefined && 'disabled', !hasPassword && kind !== 'service' && 'no password yet'].filter(
    Boolean,
  );
  return [email ?? `(${kind})`, name, roles.join(', '), states.join(', ')].filter(Boolean).join('  ');
}

function factOf({ created, disabled, ...account }: Account) {
  const iso = (time: number | undefined) => (time === undefined ? undefined : new Date(time).toISOString());
  return { ...account, created: iso(created), disabled: iso(disabled) };
}
