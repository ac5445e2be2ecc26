/** Sets the password of an account. */
import { sql } from '@charthouse/fhir-search';
import type { Account } from '../accounts/account.ts';
import type { Query } from '../database.ts';
import { SignInRefusal } from '../refusal.ts';
import { hashPassword } from './hash.ts';
import { passwordProblem } from './rules.ts';

/** @throws SignInRefusal with what to do when the password is not taken */
export async function setPassword(query: Query, account: Account, password: string): Promise<void> {
  const problem = passwordProblem(password, { email: account.email ?? '', name: account.name });
  if (problem) throw new SignInRefusal(problem);
  const hash = await hashPassword(password);
  await query(sql`update account set password_hash = ${hash}, password_set = now() where id = ${account.id}`);
}

/** Until another is chosen by a link, no password opens the account. */
export async function forgetPassword(query: Query, account: string): Promise<void> {
  await query(sql`update account set password_hash = null, password_set = null where id = ${account}`);
}
