/** Clients: added, found, listed, revoked. */
import { randomUUID } from 'node:crypto';
import { type Sql, sql } from '@charthouse/fhir-search';
import { addAccount } from '../accounts/accounts.ts';
import type { Query } from '../database.ts';
import { hashOf, newSecret } from '../secrets.ts';
import { checkClient } from './check-client.ts';
import type { Client, ClientKind } from './client.ts';

export interface NewClient {
  readonly name: string;
  readonly kind: ClientKind;
  readonly scopes: string;
  readonly redirectUris: readonly string[];
  readonly launchUrl?: string;
  /** JSON text of a JWK set with public keys. */
  readonly jwks?: string;
  readonly by: string;
  /** Default: a new one. */
  readonly id?: string;
}

export interface AddedClient {
  readonly id: string;
  /** Of a client that keeps a secret instead of a key; shown once, kept as a hash. */
  readonly secret?: string;
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly kind: ClientKind;
  readonly redirect_uris: string[];
  readonly scopes: string;
  readonly launch_url: string | null;
  readonly jwks: Client['jwks'] | null;
  readonly secret_hash: string | null;
  readonly account: string | null;
  readonly created: Date;
  readonly revoked: Date | null;
}

/** Within a transaction. @throws SignInRefusal when what is asked for does not fit together */
export async function addClient(query: Query, client: NewClient): Promise<AddedClient> {
  const { name, kind, redirectUris, launchUrl = null, by, id = randomUUID() } = client;
  const jwks = await checkClient(client);
  const scopes = client.scopes.split(/\s+/).filter(Boolean).join(' ');
  const secret = kind !== 'public' && kind !== 'own' && !jwks ? newSecret() : undefined;
  const account = kind === 'service' ? await addAccount(query, { kind: 'service', name, roles: [], by }) : null;
  await query(sql`
    insert into client (id, name, kind, account, secret_hash, jwks, redirect_uris, scopes, launch_url, created_by)
    values (${id}, ${name.trim()}, ${kind}, ${account}, ${secret ? hashOf(secret) : null}, ${jwks ? JSON.stringify(jwks) : null},
      ${redirectUris}, ${scopes}, ${launchUrl}, ${by})`);
  return { id, ...(secret !== undefined && { secret }) };
}

/** Also one that is revoked. */
export async function findClient(query: Query, id: string): Promise<Client | undefined> {
  return (await select(query, sql`id = ${id}`))[0];
}

/** In the order they were added. */
export function listClients(query: Query): Promise<Client[]> {
  return select(query, sql`true`);
}

/** Takes back what it was granted, too. False when there is none, or it was revoked before. */
export async function revokeClient(query: Query, id: string): Promise<boolean> {
  const rows = await query<{ account: string | null }>(
    sql`update client set revoked = now() where id = ${id} and revoked is null returning account`,
  );
  await query(sql`delete from oidc where client = ${id}`);
  if (rows[0]?.account) await query(sql`update account set disabled = now() where id = ${rows[0].account}`);
  return rows.length > 0;
}

async function select(query: Query, condition: Sql): Promise<Client[]> {
  const rows = await query<Row>(sql`
    select id, name, kind, redirect_uris, scopes, launch_url, jwks, secret_hash, account, created, revoked
    from client where ${condition} order by created, id`);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    kind: row.kind,
    redirectUris: row.redirect_uris,
    scopes: row.scopes,
    created: row.created.getTime(),
    ...(row.launch_url !== null && { launchUrl: row.launch_url }),
    ...(row.jwks && { jwks: row.jwks }),
    ...(row.secret_hash !== null && { secretHash: row.secret_hash }),
    ...(row.account !== null && { account: row.account }),
    ...(row.revoked && { revoked: row.revoked.getTime() }),
  }));
}
