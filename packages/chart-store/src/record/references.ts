/** Integrity of references: what must exist, and what points here. */

import { byAddress } from '@charthouse/fhir-search';
import type { ResourceKey } from '../contract.ts';
import { anyParameters } from '../encode/parameters.ts';
import type { Session } from '../transaction/session.ts';
import { type Lookup, lookups } from './lookups.ts';
import type { Registry } from './registry.ts';

const existing: Lookup = {
  name: 'existing',
  select: 'r.tid, r.id',
  where: "r.op <> 'D'",
  lock: 'for key share of r',
};

/** Locks the targets against deletion and tells which are missing, as `Type/id`. */
export async function missingTargets(
  session: Session,
  registry: Registry,
  keys: readonly ResourceKey[],
): Promise<string[]> {
  const wanted = new Set(keys.map((key) => `${key.type}/${key.id}`));
  const rows = await session.rows<{ tid: number; id: string }>(lookups(existing, registry, keys));
  for (const row of rows) wanted.delete(`${registry.typeName(row.tid)}/${row.id}`);
  return [...wanted];
}

/** Rows looked at per target: a source with many references to one target repeats. */
const scanned = 10_000;

const sources = `select distinct k.tk, s.tid, s.id
from unnest($1::int8[]) k(tk)
cross join lateral (
  select r.rid from ref r join res x on x.rid = r.rid
  where r.tk = k.tk and r.p <> ${byAddress} and not x.tk = any($2::int8[]) limit ${scanned}
) r
join res s on s.rid = r.rid
limit $3`;

export async function referencesTo(
  session: Session,
  registry: Registry,
  query: { readonly keys: readonly ResourceKey[]; readonly exceptFrom: ReadonlySet<string>; readonly limit: number },
): Promise<{ target: string; source: string }[]> {
  if (!query.keys.length) return [];
  const targets = new Map(query.keys.map((key) => [registry.hash(`${key.type}/${key.id}`), `${key.type}/${key.id}`]));
  const excepted = [...query.exceptFrom].map((key) => registry.hash(key));
  const { rows } = await session.run({
    name: 'references to',
    text: sources,
    parameters: anyParameters([[...targets.keys()], excepted, query.limit]),
  });
  return rows.map((row) => ({
    target: targets.get(row.tk as bigint)!,
    source: `${registry.typeName(row.tid as number)}/${row.id}`,
  }));
}
