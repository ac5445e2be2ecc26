/**
 * Gives every resource type and every pair of type and search parameter its number, once; the record its hash key; and an empty
 * one the revision of what will be indexed.
 */
import { randomBytes } from 'node:crypto';
import { resourceTypes, searchParameters } from '@charthouse/fhir-model/definitions';
import { extractionRevision } from '@charthouse/fhir-search';
import type pg from 'pg';

/** Parameters of these bases are those of every resource; they are known under the type `Resource`. */
const sharedBases: ReadonlySet<string> = new Set(['Resource', 'DomainResource']);

/** Every (type, code) of the definitions. */
function parameterPairs(): { type: string; code: string }[] {
  const pairs = new Map<string, { type: string; code: string }>();
  for (const { base, code } of searchParameters) {
    for (const own of base) {
      const type = sharedBases.has(own) ? 'Resource' : own;
      pairs.set(`${type} ${code}`, { type, code });
    }
  }
  return [...pairs.values()];
}

/** Adds what is missing and changes nothing: numbers are in the index rows. */
export async function syncNumbers(client: pg.ClientBase, hashKey: Uint8Array = randomBytes(32)): Promise<void> {
  await client.query(
    `insert into resource_type (name) select n from unnest($1::text[]) n
     where not exists (select from resource_type t where t.name = n) order by n`,
    [resourceTypes],
  );
  const pairs = parameterPairs();
  await client.query(
    `insert into search_parameter (type, code) select n.type, n.code from unnest($1::text[], $2::text[]) n(type, code)
     where not exists (select from search_parameter s where s.type = n.type and s.code = n.code) order by n.type, n.code`,
    [pairs.map((pair) => pair.type), pairs.map((pair) => pair.code)],
  );
  await client.query("insert into secret (name, value) values ('index', $1) on conflict do nothing", [
    Buffer.from(hashKey),
  ]);
  await client.query('update search_index set revision = $1 where revision < $1 and not exists (select from res)', [
    extractionRevision,
  ]);
}
