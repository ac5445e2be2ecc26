/** A sign-in that is on its way: which account, by what means so far, which challenge was set. */
import { sql } from '@charthouse/fhir-search';
import type { Query } from '../database.ts';

export interface Step {
  readonly account?: string;
  /** Methods of https://www.rfc-editor.org/rfc/rfc8176 that were passed. */
  readonly means: readonly string[];
  /** Challenge of a passkey, or what another provider has to send back. */
  readonly secret?: string;
}

export async function stepOf(query: Query, uid: string): Promise<Step> {
  const rows = await query<{ account: string | null; means: string[]; secret: string | null }>(
    sql`select account, means, secret from sign_in_step where uid = ${uid} and expires > now()`,
  );
  const row = rows[0];
  if (!row) return { means: [] };
  const { account, means, secret } = row;
  return { means, ...(account !== null && { account }), ...(secret !== null && { secret }) };
}

/** For a quarter of an hour. */
export async function saveStep(
  query: Query,
  uid: string,
  { account = null, means, secret = null }: Nullable,
): Promise<void> {
  await query(sql`
    insert into sign_in_step (uid, account, means, secret, expires)
    values (${uid}, ${account}, ${means}, ${secret}, now() + interval '15 minutes')
    on conflict (uid) do update set account = excluded.account, means = excluded.means, secret = excluded.secret,
      expires = excluded.expires`);
}

interface Nullable {
  readonly account?: string | null;
  readonly means: readonly string[];
  readonly secret?: string | null;
}

/** Takes the challenge: it is good for one answer. */
export async function takeSecret(query: Query, uid: string): Promise<string | undefined> {
  const rows = await query<{ secret: string | null }>(sql`
    with old as (select uid, secret from sign_in_step where uid = ${uid} and expires > now() for update)
    update sign_in_step s set secret = null from old where s.uid = old.uid returning old.secret`);
  return rows[0]?.secret ?? undefined;
}

export async function endStep(query: Query, uid: string): Promise<void> {
  await query(sql`delete from sign_in_step where uid = ${uid}`);
}
