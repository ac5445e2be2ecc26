/** What an app is launched about: https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html#scopes-for-requesting-context-data */
import { sql } from '@charthouse/fhir-search';
import type { Query } from '../database.ts';
import { hashOf, newSecret } from '../secrets.ts';

/** Sent beside the token, under these names. */
export interface LaunchContext {
  /** Id of the Patient. */
  readonly patient?: string;
  /** Id of the Encounter. */
  readonly encounter?: string;
  readonly need_patient_banner?: boolean;
  readonly intent?: string;
}

export interface Launch {
  readonly account: string;
  readonly client: string;
  readonly context: LaunchContext;
}

/** Minutes between the click and the sign-in of the app. */
const launchMinutes = 10;

/** The `launch` parameter of an EHR launch. */
export async function prepareLaunch(query: Query, { account, client, context }: Launch): Promise<string> {
  const handle = newSecret();
  await query(sql`
    insert into launch_context (handle_hash, account, client, context, expires)
    values (${hashOf(handle)}, ${account}, ${client}, ${JSON.stringify(context)}, now() + make_interval(mins => ${launchMinutes}))`);
  return handle;
}

/** What was prepared for this person and app; undefined when nothing was, or too long ago. */
export async function preparedLaunch(
  query: Query,
  handle: string,
  { account, client }: Omit<Launch, 'context'>,
): Promise<LaunchContext | undefined> {
  const rows = await query<{ context: LaunchContext }>(sql`
    select context from launch_context
    where handle_hash = ${hashOf(handle)} and account = ${account} and client = ${client} and expires > now()`);
  return rows[0]?.context;
}

/** Keeps what a grant is about as long as the grant may live. */
export async function keepContext(query: Query, grantId: string, { account, client, context }: Launch): Promise<void> {
  await query(sql`
    insert into launch_context (grant_id, account, client, context, expires)
    values (${grantId}, ${account}, ${client}, ${JSON.stringify(context)}, now() + interval '400 days')
    on conflict (grant_id) do update set context = excluded.context`);
}

export async function contextOf(query: Query, grantId: string): Promise<LaunchContext | undefined> {
  const rows = await query<{ context: LaunchContext }>(
    sql`select context from launch_context where grant_id = ${grantId}`,
  );
  return rows[0]?.context;
}
