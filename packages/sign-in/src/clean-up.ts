/** Removes what has expired; run every hour. */
import { sql } from '@charthouse/fhir-search';
import type { Query } from './database.ts';

const statements = [
  sql`delete from oidc where expires < now()`,
  sql`delete from sign_in_step where expires < now()`,
  sql`delete from one_time_link where expires < now()`,
  sql`delete from launch_context where expires < now()`,
  sql`delete from session_use where last_use < now() - interval '2 days'`,
  sql`delete from sign_in_attempt where at < now() - interval '30 days'`,
  sql`delete from signing_key where created < now() - interval '180 days'
    and created < (select max(created) from signing_key) - interval '10 days'`,
];

export async function removeExpired(query: Query): Promise<void> {
  for (const statement of statements) await query(statement);
}
