/** At a start: what stands in clear, or is sealed with an older key, is sealed with the first key. So a key is changed: the new one first, a start, the old one away. */
import { sql } from '@charthouse/fhir-search';
import type { Database, Query } from '../database.ts';
import { placeOfCookies, placeOfKey, placeOfTotp } from './places.ts';
import type { Vault } from './vault.ts';

interface Kept {
  readonly id: string;
  readonly secret: string;
}

interface Place {
  readonly rows: (query: Query) => Promise<Kept[]>;
  readonly place: (id: string) => string;
  readonly write: (query: Query, kept: Kept) => Promise<unknown>;
}

const places: readonly Place[] = [
  {
    rows: (query) =>
      query(sql`select kid as id, case jsonb_typeof(jwk) when 'string' then jwk #>> '{}' else jwk::text end as secret
      from signing_key for update`),
    place: placeOfKey,
    write: (query, { id, secret }) =>
      query(sql`update signing_key set jwk = to_jsonb(${secret}::text) where kid = ${id}`),
  },
  {
    rows: (query) =>
      query(sql`select id::text, totp_secret as secret from account where totp_secret is not null for update`),
    place: placeOfTotp,
    write: (query, { id, secret }) => query(sql`update account set totp_secret = ${secret} where id = ${id}`),
  },
  {
    rows: (query) =>
      query(
        sql`select name as id, convert_from(value, 'UTF8') as secret from secret where name = 'sign-in' for update`,
      ),
    place: () => placeOfCookies,
    write: (query, { id, secret }) => query(sql`update secret set value = ${Buffer.from(secret)} where name = ${id}`),
  },
];

/** Resolves to how many cannot be opened with these keys. */
export function sealAll(database: Database, vault: Vault): Promise<number> {
  return database.transaction(async (query) => {
    let closed = 0;
    for (const { rows, place, write } of places)
      for (const { id, secret } of await rows(query)) {
        if (vault.isCurrent(secret)) continue;
        const open = vault.open(secret, place(id));
        if (open === undefined) closed += 1;
        else await write(query, { id, secret: vault.seal(open, place(id)) });
      }
    return closed;
  });
}
