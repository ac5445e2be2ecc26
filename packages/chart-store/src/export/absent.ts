/** Which of many resources are not there, in one statement without a lock: for reports. */
import { sql } from '@charthouse/fhir-search';
import type { ResourceKey } from '../contract.ts';
import type { Within } from '../jobs/kind.ts';

/** As `Type/id`: those that do not exist or are deleted. */
export async function absentOf(query: Within, keys: readonly ResourceKey[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const rows = await query<{ type: string; id: string }>(sql`
    select k.type, k.id from unnest(${keys.map(({ type }) => type)}::text[], ${keys.map(({ id }) => id)}::text[]) k (type, id)
    left join resource_type t on t.name = k.type
    where not exists (select from res r where r.tid = t.tid and r.id = k.id and r.op not in ('D', 'X'))`);
  return new Set(rows.map(({ type, id }) => `${type}/${id}`));
}
