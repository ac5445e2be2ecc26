/**
 * Where oidc-provider keeps what lives longer than a request. Ids that open something by themselves are kept as hashes only.
 * https://github.com/panva/node-oidc-provider/blob/v9.13.3/docs/README.md#adapter
 */
import { sql } from '@charthouse/fhir-search';
import { type Adapter, type AdapterPayload, errors } from 'oidc-provider';
import { findClient } from '../clients/clients.ts';
import type { Query } from '../database.ts';
import { hashOf } from '../secrets.ts';
import { clientMetadata } from './client-metadata.ts';

interface Row {
  readonly payload: AdapterPayload;
  readonly consumed: Date | null;
}

/** Clients that are parts of this product, by id. */
export type OwnClients = Readonly<Record<string, AdapterPayload>>;

export function adapterOn(query: Query, ownClients: OwnClients): (model: string) => Adapter {
  return (model) => (model === 'Client' ? clientAdapter(query, ownClients) : tableAdapter(query, model));
}

function tableAdapter(query: Query, model: string): Adapter {
  const where = (id: string) => sql`model = ${model} and id_hash = ${hashOf(id)}`;
  return {
    upsert: (id, payload, expiresIn) => upsert(query, { model, id, payload, expiresIn }),
    async find(id) {
      const rows = await query<Row>(
        sql`select payload, consumed from oidc where ${where(id)} and (expires is null or expires > now())`,
      );
      return rows[0] && { ...payloadOf(rows[0]), jti: id };
    },
    async findByUid(uid) {
      const rows = await query<Row>(
        sql`select payload, consumed from oidc where uid = ${uid} and model = ${model} and expires > now()`,
      );
      return rows[0] && payloadOf(rows[0]);
    },
    findByUserCode: async () => undefined,
    async consume(id) {
      const rows = await query(
        sql`update oidc set consumed = now() where ${where(id)} and consumed is null returning model`,
      );
      if (rows.length === 0) throw new errors.InvalidGrant('it was used already'); // by another request at the same moment
    },
    async destroy(id) {
      await query(sql`delete from oidc where ${where(id)}`);
    },
    async revokeByGrantId(grantId) {
      await query(sql`delete from oidc where grant_id = ${grantId}`);
    },
  };
}

interface Upsert {
  readonly model: string;
  readonly id: string;
  readonly payload: AdapterPayload;
  readonly expiresIn: number | undefined;
}

async function upsert(query: Query, { model, id, payload, expiresIn }: Upsert): Promise<void> {
  const kept = withoutSecrets(payload);
  const { grantId = null, uid = null, accountId = null, clientId = null } = kept;
  const expires = expiresIn ?? null;
  const once = model === 'ReplayDetection';
  const rows = await query(sql`
    insert into oidc (model, id_hash, payload, grant_id, uid, account, client, expires)
    values (${model}, ${hashOf(id)}, ${JSON.stringify(kept)}, ${grantId}, ${uid}, ${accountId}, ${clientId},
      now() + make_interval(secs => ${expires}))
    on conflict (model, id_hash) do update set payload = excluded.payload, grant_id = excluded.grant_id, uid = excluded.uid,
      account = excluded.account, client = excluded.client, expires = excluded.expires
      where not ${once}::boolean or oidc.expires < now()
    returning model`);
  if (rows.length === 0) throw new errors.InvalidClientAuth('client assertion was used already');
}

/** The id of the thing itself; in an interaction the id of the session, too. */
function withoutSecrets({ jti: _, ...kept }: AdapterPayload): AdapterPayload {
  return kept.session ? { ...kept, session: { ...kept.session, cookie: '' } } : kept;
}

function payloadOf({ payload, consumed }: Row): AdapterPayload {
  return consumed ? { ...payload, consumed: Math.floor(consumed.getTime() / 1000) } : payload;
}

const refuse = async () => {
  throw new Error('clients are added by the command line');
};

function clientAdapter(query: Query, ownClients: OwnClients): Adapter {
  return {
    async find(id) {
      if (Object.hasOwn(ownClients, id)) return ownClients[id];
      const client = await findClient(query, id);
      return client && client.revoked === undefined ? clientMetadata(client) : undefined;
    },
    upsert: refuse,
    destroy: refuse,
    consume: refuse,
    revokeByGrantId: refuse,
    findByUid: async () => undefined,
    findByUserCode: async () => undefined,
  };
}
