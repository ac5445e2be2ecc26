/** Links with which a person sets a password once: at the first start, for a new account, after a reset. */
import { sql } from '@charthouse/fhir-search';
import type { Query } from '../database.ts';
import { hashOf, newSecret } from '../secrets.ts';

/** Hours a link can be used. */
const linkHours = 24;

/** The secret at the end of the link. Older links of the account end. */
export async function makeLink(query: Query, account: string): Promise<string> {
  const secret = newSecret();
  await query(sql`delete from one_time_link where account = ${account}`);
  await query(sql`
    insert into one_time_link (token_hash, account, expires)
    values (${hashOf(secret)}, ${account}, now() + make_interval(hours => ${linkHours}))`);
  return secret;
}

/** Whose link it is; undefined when it is used, too old or none. */
export async function accountOfLink(query: Query, secret: string): Promise<string | undefined> {
  const rows = await query<{ account: string }>(
    sql`select account from one_time_link where token_hash = ${hashOf(secret)} and expires > now()`,
  );
  return rows[0]?.account;
}

/** Takes the link: it opens nothing any more. Resolves to whose it was, as `accountOfLink`. */
export async function useLink(query: Query, secret: string): Promise<string | undefined> {
  const rows = await query<{ account: string }>(
    sql`delete from one_time_link where token_hash = ${hashOf(secret)} and expires > now() returning account`,
  );
  return rows[0]?.account;
}
