/** The apps a person has let in, and stopping one. */
import { sql } from '@charthouse/fhir-search';
import type { Query } from '../database.ts';

export interface AppLetIn {
  /** Id of the client. */
  readonly id: string;
  readonly name: string;
}

/** By name. */
export function appsLetIn(query: Query, account: string): Promise<AppLetIn[]> {
  return query<AppLetIn>(sql`
    select id, name from client c where revoked is null and exists (
      select from oidc where account = ${account} and client = c.id and model in ('AccessToken', 'RefreshToken') and expires > now())
    order by name, id`);
}

/** Every grant and token it has from this person ends. */
export async function stopApp(query: Query, account: string, client: string): Promise<void> {
  await query(sql`delete from oidc where account = ${account} and client = ${client}`);
}
