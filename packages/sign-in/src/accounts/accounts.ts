/** Accounts and their roles: added, found, listed, disabled. */
import { joinSql, type Sql, sql } from '@charthouse/fhir-search';
import type { Query } from '../database.ts';
import { SignInRefusal } from '../refusal.ts';
import { type Account, type AccountKind, isEmail, normalEmail } from './account.ts';

export interface NewAccount {
  readonly kind: AccountKind;
  readonly email?: string;
  readonly name: string;
  readonly fhirUser?: string;
  /** References to the organisations that it is limited to. */
  readonly facilities?: readonly string[];
  readonly roles: readonly string[];
  /** Who adds it, for the grants of roles. */
  readonly by: string;
}

interface Row {
  readonly id: string;
  readonly kind: AccountKind;
  readonly email: string | null;
  readonly name: string;
  readonly fhir_user: string | null;
  readonly facilities: string[] | null;
  readonly created: Date;
  readonly disabled: Date | null;
  readonly has_password: boolean;
  readonly roles: string[];
}

/** The roles an account `a` has now. */
export const rolesNow = sql`coalesce((select array_agg(role order by role) from (select distinct on (role) role, granted from role_grant
  where account = a.id order by role, id desc) latest where granted), '{}')`;

/** Inserts within a transaction. @throws SignInRefusal when the address is none or taken */
export async function addAccount(query: Query, account: NewAccount): Promise<string> {
  const { kind, name, fhirUser = null, facilities = [], roles, by } = account;
  const email = account.email === undefined ? null : normalEmail(account.email);
  if (name.trim() === '') throw new SignInRefusal('The name is empty. Say whose account this is.');
  if (email !== null && !isEmail(email))
    throw new SignInRefusal(`"${account.email}" is no email address. Write it like ada@example.org.`);
  if (
    fhirUser !== null &&
    !/^(Practitioner|PractitionerRole|Patient|RelatedPerson|Person)\/[A-Za-z0-9.-]{1,64}$/.test(fhirUser)
  )
    throw new SignInRefusal(`"${fhirUser}" is nobody in the record. Write it like Practitioner/17 or Patient/42.`);
  const strange = facilities.find((one) => !/^Organization\/[A-Za-z0-9.-]{1,64}$/.test(one));
  if (strange !== undefined)
    throw new SignInRefusal(`"${strange}" is no organization of the record. Write it like Organization/17.`);
  const works = facilities.length > 0 ? facilities : null;
  const [row] = await query<{ id: string }>(sql`
    insert into account (kind, email, name, fhir_user, facilities) values (${kind}, ${email}, ${name.trim()}, ${fhirUser}, ${works}::text[])
    on conflict (email) do nothing returning id`);
  if (!row) throw new SignInRefusal(`${email} has an account already. See \`charthouse user list\`.`);
  await changeRoles(query, row.id, { grant: roles, by });
  return row.id;
}

export interface RoleChange {
  readonly grant?: readonly string[];
  readonly takeBack?: readonly string[];
  /** Who decided it. */
  readonly by: string;
}

/** Adds to the history of grants; never changes it. */
export async function changeRoles(query: Query, account: string, change: RoleChange): Promise<void> {
  const { grant = [], takeBack = [], by } = change;
  const rows = [
    ...grant.map((role) => ({ role, granted: true })),
    ...takeBack.map((role) => ({ role, granted: false })),
  ];
  if (rows.length === 0) return;
  const values = rows.map(({ role, granted }) => sql`(${account}::uuid, ${role}, ${granted}::boolean, ${by})`);
  await query(sql`insert into role_grant (account, role, granted, by) values ${joinSql(values, ', ')}`);
}

export function findAccount(query: Query, id: string): Promise<Account | undefined> {
  return one(query, sql`a.id = ${id}`);
}

export function findByEmail(query: Query, email: string): Promise<Account | undefined> {
  return one(query, sql`a.email = ${normalEmail(email)}`);
}

/** In the order they were added. */
export async function listAccounts(query: Query): Promise<Account[]> {
  return select(query, sql`true`);
}

/** Nobody signs in with it any more, and whoever is signed in is not. False when it was disabled before. */
export async function disableAccount(query: Query, id: string): Promise<boolean> {
  const rows = await query(sql`update account set disabled = now() where id = ${id} and disabled is null returning id`);
  await endSessions(query, id);
  return rows.length > 0;
}

/** Ends every session, and takes back every token and link of an account. */
export async function endSessions(query: Query, id: string): Promise<void> {
  await query(sql`delete from oidc where account = ${id}`);
  await query(sql`delete from session_use where account = ${id}`);
  await query(sql`delete from one_time_link where account = ${id}`);
}

async function one(query: Query, condition: Sql): Promise<Account | undefined> {
  return (await select(query, condition))[0];
}

async function select(query: Query, condition: Sql): Promise<Account[]> {
  const rows = await query<Row>(sql`
    select a.id, a.kind, a.email, a.name, a.fhir_user, a.facilities, a.created, a.disabled, a.password_hash is not null as has_password,
      ${rolesNow} as roles from account a where ${condition} order by a.created, a.id`);
  return rows.map(
    ({ email, fhir_user: fhirUser, facilities, created, disabled, has_password: hasPassword, ...row }) => ({
      ...row,
      ...(facilities && { facilities }),
      created: created.getTime(),
      hasPassword,
      ...(email !== null && { email }),
      ...(fhirUser !== null && { fhirUser }),
      ...(disabled && { disabled: disabled.getTime() }),
    }),
  );
}
