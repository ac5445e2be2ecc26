/** The account of who another provider says somebody is: found, joined or made, with the roles that follow. */
import { sql } from '@charthouse/fhir-search';
import type { Account } from '../accounts/account.ts';
import { addAccount, changeRoles, findAccount, findByEmail } from '../accounts/accounts.ts';
import type { Database, Query } from '../database.ts';
import { type RoleRule, rolesOf } from './role-rules.ts';
import type { Claims } from './upstream.ts';

/**
 * Undefined: nobody here, and no role follows for them. An account that exists is joined by its address only when the other
 * provider has verified that.
 */
export function federatedAccount(
  database: Database,
  claims: Claims,
  rules: readonly RoleRule[],
): Promise<Account | undefined> {
  return database.transaction(async (query) => {
    const roles = rolesOf(claims, rules);
    const account = (await joined(query, claims)) ?? (await join(query, claims, roles));
    if (!account || account.disabled !== undefined) return undefined;
    await followRoles(query, account, { roles, by: `sso ${claims.iss}` });
    return findAccount(query, account.id);
  });
}

async function joined(query: Query, { iss, sub }: Claims): Promise<Account | undefined> {
  const rows = await query<{ account: string }>(
    sql`select account from federated_identity where issuer = ${iss} and subject = ${sub}`,
  );
  return rows[0] && findAccount(query, rows[0].account);
}

async function join(query: Query, claims: Claims, roles: readonly string[]): Promise<Account | undefined> {
  const { iss, sub, email, email_verified: isVerified, name } = claims;
  if (typeof email !== 'string' || isVerified !== true) return undefined;
  const known = await findByEmail(query, email);
  if (!known && roles.length === 0) return undefined;
  const id =
    known?.id ??
    (await addAccount(query, {
      kind: 'staff',
      email,
      name: typeof name === 'string' && name.trim() !== '' ? name : email,
      roles: [],
      by: `sso ${iss}`,
    }));
  await query(
    sql`insert into federated_identity (issuer, subject, account) values (${iss}, ${sub}, ${id}) on conflict do nothing`,
  );
  return findAccount(query, id);
}

/** Roles that the rules gave are taken back when the rules do not give them any more; those given here stay. */
async function followRoles(
  query: Query,
  account: Account,
  { roles, by }: { roles: readonly string[]; by: string },
): Promise<void> {
  const given = await query<{ role: string }>(sql`
    select role from (select distinct on (role) role, granted, by from role_grant where account = ${account.id}
      order by role, id desc) latest where granted and by = ${by}`);
  await changeRoles(query, account.id, {
    grant: roles.filter((role) => !account.roles.includes(role)),
    takeBack: given.map(({ role }) => role).filter((role) => !roles.includes(role)),
    by,
  });
}
