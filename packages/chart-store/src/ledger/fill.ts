/** Versions that were stored before there was a ledger: they get leaves after what is new, a few at a time. */
import { sql } from '@charthouse/fhir-search';
import type { Within } from '../jobs/kind.ts';
import { versionDigest } from './content.ts';
import type { Growth } from './growth.ts';
import type { VersionRow } from './leaves.ts';
import { addVersionLeaves } from './versions.ts';

interface Filling {
  /** Number of the last resource that was looked at. */
  readonly after: string;
  /** Resources at a time. */
  readonly limit: number;
}

/** Answers how many resources were looked at; none: all have their leaves, and it is not asked for any more. */
export async function fillVersions(query: Within, { after, limit }: Filling, growth: Growth): Promise<number> {
  const rows = await query<VersionRow & { readonly missing: boolean }>(sql`
    select '0' as xid, '0' as seq, 'C' as op, r.rid::text, r.tid, t.name as type, r.id, s.ver, s.time::text, s.deleted, s.digest,
      false as known, s.ver is not null as missing
    from (select c.rid, c.tid, c.id from res c where c.rid > ${after}::int8 order by c.rid limit ${limit}) r
    join resource_type t on t.tid = r.tid
    left join lateral (
      select * from (
        select v.ver, (extract(epoch from v.lu) * 1000000)::int8 as time, v.op = 'D' as deleted, ${versionDigest} as digest
          from res v where v.rid = r.rid
        union all
        select v.ver, (extract(epoch from v.lu) * 1000000)::int8, v.op = 'D', ${versionDigest}
          from hist v where v.tid = r.tid and v.id = r.id) v
      where not exists (select from ledger_version k where k.rid = r.rid and k.ver = v.ver)) s on true
    order by r.rid, s.ver`);
  const last = rows.at(-1);
  await query(sql`update ledger set filled = ${last?.rid ?? null}::int8`);
  await addVersionLeaves(
    query,
    rows.filter(({ missing }) => missing),
    growth,
  );
  return new Set(rows.map(({ rid }) => rid)).size;
}
