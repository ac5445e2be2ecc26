/** Which leaf is which version, with its salt. */
import { sql } from '@charthouse/fhir-search';
import type { Within } from '../jobs/kind.ts';
import { type Growth, nextPosition } from './growth.ts';
import { saltLength, type VersionRow, versionLeaf } from './leaves.ts';

/** Gives the versions leaves, in their order. */
export async function addVersionLeaves(query: Within, rows: readonly VersionRow[], growth: Growth): Promise<void> {
  if (rows.length === 0) return;
  const from = nextPosition(growth);
  const leaves = rows.map(versionLeaf);
  await query(sql`
    insert into ledger_version (pos, rid, ver, tid, id, salt)
    select ${from}::int8 + place - 1, rid, ver, tid, id,
      substring(${Buffer.concat(leaves.map(({ salt }) => salt))}::bytea from ((place - 1) * ${saltLength}::int4 + 1)::int4 for ${saltLength}::int4)
    from unnest(${rows.map(({ rid }) => rid)}::int8[], ${rows.map(({ ver }) => ver)}::int4[], ${rows.map(({ tid }) => tid)}::int2[],
      ${rows.map(({ id }) => id)}::text[]) with ordinality k (rid, ver, tid, id, place)`);
  growth.leaves.push(...leaves);
}
