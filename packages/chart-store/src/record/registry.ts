/** The numbers that stand for names in the tables, and the key of the index hashes: read once from the database. */
import { hash as digest } from 'node:crypto';
import type pg from 'pg';

export interface Registry {
  typeId(type: string): number;
  typeName(id: number): string;
  parameterId(type: string, code: string): number;
  hash(text: string): bigint;
}

/** Throws when the database was not migrated by this program. */
export async function loadRegistry(client: pg.Pool | pg.Client): Promise<Registry> {
  const types = await client.query<{ tid: number; name: string }>('select tid, name from resource_type');
  const parameters = await client.query<{ p: number; type: string; code: string }>(
    'select p, type, code from search_parameter',
  );
  const secret = await client.query<{ value: Buffer }>("select value from secret where name = 'index'");
  const key = secret.rows[0]?.value;
  if (!key) throw new Error('The database has no key for the index hashes: run the migrations.');
  const typeIds = new Map(types.rows.map((row) => [row.name, row.tid]));
  const typeNames = new Map(types.rows.map((row) => [row.tid, row.name]));
  const parameterIds = new Map(parameters.rows.map((row) => [`${row.type} ${row.code}`, row.p]));
  return {
    typeId: (type) => known(typeIds.get(type), `resource type ${type}`),
    typeName: (id) => known(typeNames.get(id), `resource type number ${id}`),
    parameterId: (type, code) => known(parameterIds.get(`${type} ${code}`), `search parameter ${type}.${code}`),
    hash: keyedHash(key),
  };
}

/** First 64 bits of SHA-256 over key and text: cut, so knowing one hash does not help to extend it. */
function keyedHash(key: Uint8Array): (text: string) => bigint {
  const prefix = Buffer.from(key).toString('base64');
  // Through hex: a Buffer for every hash costs twice as much.
  return (text) => BigInt.asIntN(64, BigInt(`0x${digest('sha256', prefix + text, 'hex').slice(0, 16)}`));
}

function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The record has no number for ${what}: run the migrations.`);
  return value;
}
