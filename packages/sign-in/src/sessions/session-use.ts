/** When a session was last used, so that an idle one ends. */
import { sql } from '@charthouse/fhir-search';
import { rolesNow } from '../accounts/accounts.ts';
import type { Query } from '../database.ts';
import type { IdleLimit } from './idle-limits.ts';

/** Seconds between two notes of a session's use: it is not written down at each request. */
export const noteEvery = 20;

/** Notes that a session was used now; begins it when `account` signs in. */
export async function noteUse(query: Query, uid: string, account: string): Promise<void> {
  await query(sql`
    insert into session_use (uid, account) values (${uid}, ${account})
    on conflict (uid) do update set last_use = now(), account = excluded.account`);
}

export interface IdleParts {
  readonly query: Query;
  readonly idleLimit: IdleLimit;
}

/** True when it was not used for as long as the roles of its person allow, or ended. */
export async function isIdle({ query, idleLimit }: IdleParts, uid: string): Promise<boolean> {
  const rows = await query<{ roles: string[]; idle: number }>(sql`
    select ${rolesNow} as roles, extract(epoch from now() - u.last_use)::float8 * 1000 as idle
    from session_use u join account a on a.id = u.account where u.uid = ${uid}`);
  const row = rows[0];
  return !row || row.idle > idleLimit(row.roles);
}
